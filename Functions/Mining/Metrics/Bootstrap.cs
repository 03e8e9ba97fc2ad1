using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Metrics;

/// <summary>A figure computed from some rows; a row may be named more than once. Called from several threads.</summary>
public delegate double RowStatistic(ReadOnlySpan<int> rows);

/// <summary>Intervals of any figure by drawing rows with replacement.</summary>
/// <remarks>Percentile bootstrap, Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13. To compare two models, let the statistic be their difference: the draws are then paired.</remarks>
public static class Bootstrap
{
    const int MaxDraws = 1000;

    /// <summary>Interval of a figure. A sample for which it is not a number (a class is missing, say) is drawn again.</summary>
    /// <param name="rowCount">Rows to draw from, at least 1.</param>
    /// <param name="statistic">The figure.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation, progress and threads; the result does not depend on them.</param>
    /// <returns>The figure on all rows, its deviation over the samples and the quantiles of the samples.</returns>
    /// <exception cref="ArgumentException">A thousand samples in a row gave no number.</exception>
    public static Interval Of(int rowCount, RowStatistic statistic, BootstrapOptions options, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        options.Validate();
        var samples = new double[options.SampleCount];
        var done = 0;
        BlockSums.ForEach(samples.Length, run, sample =>
        {
            run.Report(Interlocked.Increment(ref done), samples.Length);
            samples[sample] = Draw(rowCount, statistic, Draws.Of(options.Seed, sample));
        });
        int[] all = [.. Enumerable.Range(0, rowCount)];
        return Interval.OfSamples(samples, options.Confidence) with { Value = statistic(all) };
    }

    static double Draw(int rowCount, RowStatistic statistic, Random random)
    {
        var rows = new int[rowCount];
        for (var draw = 0; draw < MaxDraws; draw++)
        {
            for (var pick = 0; pick < rowCount; pick++) rows[pick] = random.Next(rowCount);
            var value = statistic(rows);
            if (!double.IsNaN(value)) return value;
        }
        throw new ArgumentException($"The statistic is not a number on {MaxDraws} samples of {rowCount} rows; a bootstrap needs more rows of the rarer label.");
    }
}
