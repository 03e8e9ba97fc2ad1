namespace CrmInsights.Plugins;

/// <summary>Values of the choice ci_playkind, and the activity that each one is.</summary>
static class PlayKind
{
    public const int Task = 712340000;
    public const int PhoneCall = 712340001;
    public const int EmailDraft = 712340002;

    public static string Table(int kind) => kind switch
    {
        PhoneCall => "phonecall",
        EmailDraft => "email",
        _ => "task",
    };

    /// <summary>The status reason that an activity of this table has when it is canceled.</summary>
    public static int CanceledReason(string table) => table switch
    {
        "phonecall" => 3,
        "email" => 5,
        _ => 6,
    };
}
