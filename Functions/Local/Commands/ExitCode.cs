namespace CrmInsights.Local.Commands;

/// <summary>What the process answers to whoever started it.</summary>
static class ExitCode
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int WrongUse = 2;
}
