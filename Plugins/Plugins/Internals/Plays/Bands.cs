namespace CrmInsights.Plugins;

/// <summary>Names of the values of ci_churnband and ci_lifecyclestage; a band further on is worse.</summary>
static class Bands
{
    public const string Column = "ci_churnband";
    public const string StageColumn = "ci_lifecyclestage";

    const int First = 712340000;

    static readonly string[] s_bands = ["Healthy", "Watch", "At risk", "Critical", "Lapsed"];
    static readonly string[] s_stages = ["Prospect", "Growth", "Maturity", "Decline", "Terminated"];

    public static string Name(int? band) => Of(s_bands, band, "no band");

    public static string StageName(int? stage) => Of(s_stages, stage, "no stage");

    static string Of(string[] names, int? value, string none)
    {
        var index = value - First ?? -1;
        return index >= 0 && index < names.Length ? names[index] : none;
    }
}
