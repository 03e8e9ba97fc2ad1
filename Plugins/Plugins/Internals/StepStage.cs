namespace CrmInsights.Plugins;

/// <summary>Values of a step's stage.</summary>
static class StepStage
{
    public const int PreOperation = 20;
}
