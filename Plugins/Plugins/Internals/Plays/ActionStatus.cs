namespace CrmInsights.Plugins;

/// <summary>Values of the choice ci_actionstatus.</summary>
static class ActionStatus
{
    public const int Started = 712340000;
    public const int HeldOut = 712340001;
    public const int Skipped = 712340002;
    public const int Done = 712340003;
    public const int Failed = 712340004;
}
