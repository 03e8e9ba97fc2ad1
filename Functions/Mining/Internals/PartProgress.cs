namespace CrmInsights.Mining.Internals;

/// <summary>Progress of one part of a longer run: its 0 to 1 is <paramref name="from"/> to <paramref name="to"/> of the whole.</summary>
sealed class PartProgress(IProgress<double> whole, double from, double to) : IProgress<double>
{
    public void Report(double value) => whole.Report(from + (to - from) * value);
}
