namespace CrmInsights.Mining.Data.Internals;

/// <summary>Progress of one of several parts of equal length, told as progress of the whole.</summary>
sealed class PartProgress(IProgress<double> whole, int part, int partCount) : IProgress<double>
{
    /// <summary>The run of one part.</summary>
    public static RunContext Of(RunContext run, int part, int partCount) => run with
    {
        Progress = run.Progress is { } whole && part < partCount ? new PartProgress(whole, part, partCount) : null,
    };

    public void Report(double value) => whole.Report((part + value) / partCount);
}
