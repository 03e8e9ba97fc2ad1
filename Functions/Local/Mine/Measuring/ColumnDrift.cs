using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Measuring;

/// <summary>How far one column has moved.</summary>
/// <param name="Name">The column.</param>
/// <param name="Stability">Population stability index.</param>
/// <param name="Test">Kolmogorov-Smirnov for numbers, chi-square for texts; a column without any value has no test and p 1.</param>
/// <param name="MissingBefore">Share of missing values in the earlier file.</param>
/// <param name="MissingNow">Share of missing values now.</param>
sealed record ColumnDrift(string Name, double Stability, DriftTest Test, double MissingBefore, double MissingNow)
{
    public static IEnumerable<ColumnDrift> Of(DataTable before, DataTable after, int bins)
    {
        for (var column = 0; column < before.Columns.Count; column++)
        {
            var name = before.Columns[column].Name;
            var (old, now) = (before.Features.Column(column), after.Features.Column(after.IndexOf(name)));
            var categories = before.Columns[column].Categories.Count;
            // A category is a bin of its own; one more for texts that are new.
            yield return new ColumnDrift(name, categories > 0 ? StabilityOf(Counts(old, categories), Counts(now, categories)) : PopulationStability.Index(old, now, bins), categories > 0 ? Shares(old, now, categories) : Distances(old, now), Missing(old), Missing(now));
        }
    }

    static DriftTest Distances(float[] old, float[] now) =>
        old.All(float.IsNaN) || now.All(float.IsNaN) ? new DriftTest(0, 1) : KolmogorovSmirnov.Test(Array.ConvertAll(old, value => (double)value), Array.ConvertAll(now, value => (double)value));

    static DriftTest Shares(float[] old, float[] now, int categories) => ChiSquareDrift.Test(Counts(old, categories), Counts(now, categories));

    // As PopulationStability.Index does it: half a row in each bin keeps an empty one finite.
    static double StabilityOf(long[] old, long[] now)
    {
        var used = Enumerable.Range(0, old.Length).Where(bin => old[bin] + now[bin] > 0).ToList();
        var (before, after) = (old.Sum() + 0.5 * used.Count, now.Sum() + 0.5 * used.Count);
        return used.Sum(bin => ((now[bin] + 0.5) / after - (old[bin] + 0.5) / before) * Math.Log((now[bin] + 0.5) / after / ((old[bin] + 0.5) / before)));
    }

    /// <summary>Rows of each category, of new texts, and without a value.</summary>
    static long[] Counts(float[] codes, int categories)
    {
        var counts = new long[categories + 2];
        foreach (var code in codes) counts[float.IsNaN(code) ? categories + 1 : Math.Min((int)code, categories)]++;
        return counts;
    }

    static double Missing(float[] values) => values.Count(float.IsNaN) / (double)values.Length;
}
