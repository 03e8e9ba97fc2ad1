namespace CrmInsights.Plugins;

/// <summary>Values of a step's mode.</summary>
static class StepMode
{
    public const int Synchronous = 0;
    public const int Asynchronous = 1;
}
