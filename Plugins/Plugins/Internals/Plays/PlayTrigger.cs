namespace CrmInsights.Plugins;

/// <summary>Values of the choice ci_playtrigger.</summary>
static class PlayTrigger
{
    public const int BandGetsWorse = 712340000;
    public const int BandGetsBetter = 712340001;
    public const int StageChanges = 712340002;
    public const int ByHand = 712340003;
}
