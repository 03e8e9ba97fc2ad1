using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Metrics;

/// <summary>Tests whether the shares of categories have changed between two samples.</summary>
/// <remarks>Pearson's chi-square test of homogeneity, Pearson (1900), Philosophical Magazine 50. The limit is good where expected counts are 5 or more.</remarks>
public static class ChiSquareDrift
{
    /// <summary>Compares the counts of each category; categories absent from both samples are left out.</summary>
    /// <param name="expected">Rows of each category in the earlier sample.</param>
    /// <param name="actual">Rows of each category in the later sample, in the same order.</param>
    /// <returns>The statistic, 0 for equal shares, and its probability without drift; 1 where only one category occurs.</returns>
    public static DriftTest Test(ReadOnlySpan<long> expected, ReadOnlySpan<long> actual)
    {
        if (expected.Length != actual.Length) throw new ArgumentException($"{expected.Length} and {actual.Length} categories were counted; the same ones were expected.");
        var (before, after) = (Total(expected), Total(actual));
        if (before == 0 || after == 0) throw new ArgumentException("A test of drift needs at least one row in both samples.");

        var (statistic, categories) = (0.0, 0);
        for (var category = 0; category < expected.Length; category++)
        {
            var both = (double)expected[category] + actual[category];
            if (both == 0) continue;
            categories++;
            // Both cells of a category are off by the same amount.
            var off = actual[category] - both * after / (before + after);
            statistic += off * off / (both * after / (before + after)) + off * off / (both * before / (before + after));
        }
        return new DriftTest(statistic, categories < 2 ? 1 : IncompleteGamma.Upper((categories - 1) / 2.0, statistic / 2));
    }

    static double Total(ReadOnlySpan<long> counts)
    {
        var sum = 0.0;
        for (var category = 0; category < counts.Length; category++)
            sum += counts[category] >= 0 ? counts[category] : throw new ArgumentException($"Category {category} has a count of {counts[category]}; 0 or more was expected.");
        return sum;
    }
}
