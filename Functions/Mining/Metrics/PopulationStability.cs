namespace CrmInsights.Mining.Metrics;

/// <summary>How far the distribution of a feature has moved between two samples.</summary>
public static class PopulationStability
{
    /// <summary>From this index on a distribution is commonly said to have changed much; below 0.1 little.</summary>
    public const double Major = 0.25;

    /// <summary>
    /// Population stability index: sum over bins of (q - p) * ln(q / p). Bins are cut at quantiles of the expected sample, equal
    /// values fall into one bin, missing values (NaN) have a bin of their own. Half a row is added to each bin, so that an empty one is finite.
    /// </summary>
    /// <param name="expected">The earlier sample, at least one value.</param>
    /// <param name="actual">The later sample, at least one value.</param>
    /// <param name="binCount">Most bins for known values, at least 2.</param>
    /// <returns>0 for equal distributions, growing with the difference.</returns>
    public static double Index(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, int binCount = 10)
    {
        if (expected.IsEmpty || actual.IsEmpty) throw new ArgumentException("Stability needs at least one value in both samples.");
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 2);

        var cuts = Cuts(expected, binCount);
        var (before, after) = (Count(expected, cuts), Count(actual, cuts));
        var index = 0.0;
        for (var bin = 0; bin < before.Length; bin++)
        {
            if (before[bin] + after[bin] == 0) continue;
            var p = (before[bin] + 0.5) / (expected.Length + 0.5 * before.Length);
            var q = (after[bin] + 0.5) / (actual.Length + 0.5 * after.Length);
            index += (q - p) * Math.Log(q / p);
        }
        return index;
    }

    // Upper ends of all known bins but the last.
    static float[] Cuts(ReadOnlySpan<float> expected, int binCount)
    {
        var known = new List<float>();
        foreach (var value in expected)
            if (!float.IsNaN(value)) known.Add(value);
        known.Sort();
        var cuts = new List<float>();
        for (var bin = 1; bin < binCount && known.Count > 0; bin++)
        {
            var cut = known[(int)((long)bin * known.Count / binCount)];
            if (cuts.Count == 0 || cut > cuts[^1]) cuts.Add(cut);
        }
        return [.. cuts];
    }

    static int[] Count(ReadOnlySpan<float> values, float[] cuts)
    {
        var counts = new int[cuts.Length + 2];                   // known bins, then one for missing values
        foreach (var value in values)
        {
            var found = Array.BinarySearch(cuts, value);
            counts[float.IsNaN(value) ? ^1 : found >= 0 ? found : ~found]++;
        }
        return counts;
    }
}
