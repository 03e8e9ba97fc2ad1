namespace CrmInsights.Plugins;

/// <summary>Values of the choice ci_profilingstatus; an empty column counts as not asked.</summary>
static class ProfilingStatus
{
    public const string Column = "ci_profilingstatus";

    public const int NotAsked = 712340000;
    public const int Allowed = 712340001;
    public const int Objected = 712340002;
    public const int Restricted = 712340003;

    public static bool ForbidsScores(int? status) => status is Objected or Restricted;

    public static bool Differs(int? status, int? other) => (status ?? NotAsked) != (other ?? NotAsked);
}
