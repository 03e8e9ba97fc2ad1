namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Finds the bins of a feature from a sample of its values: equal counts, a value that is frequent gets a bin of its own.</summary>
/// <remarks>After the greedy binning that LightGBM describes (Ke et al. 2017, section 2.1).</remarks>
static class BinMapper
{
    /// <summary>Bins of a numerical feature.</summary>
    /// <param name="values">Sampled values, NaN = missing. Overwritten.</param>
    /// <param name="maxBins">Most bins, the one of missing values included; 2 to 256.</param>
    /// <param name="minRowsPerBin">A bin has at least so many sampled values.</param>
    public static FeatureBins Numerical(Span<float> values, int maxBins, int minRowsPerBin)
    {
        var known = WithoutMissing(values);
        var missing = values.Length - known.Length;
        FloatSort.Sort(known);
        var (distinct, counts) = CountDistinct(known);
        var bins = maxBins - (missing > 0 ? 1 : 0);
        var bounds = distinct.Count <= bins
            ? BoundsOfAll(distinct, counts, minRowsPerBin)
            : BoundsByCount(distinct, counts, bins, Math.Max(minRowsPerBin, 1));
        return FeatureBins.Numerical([.. bounds, double.PositiveInfinity], missing > 0);
    }

    /// <summary>Bins of a categorical feature: the most frequent categories, rare ones share the bin of the unknown.</summary>
    /// <param name="values">Sampled codes, 0 or more; negative and NaN count as unknown.</param>
    /// <param name="maxBins">Most bins, the one of the unknown included.</param>
    public static FeatureBins Categorical(ReadOnlySpan<float> values, int maxBins)
    {
        var counts = new Dictionary<int, int>();
        foreach (var value in values)
        {
            if (!(value >= 0) || value > int.MaxValue) continue;
            counts[(int)value] = counts.GetValueOrDefault((int)value) + 1;
        }
        var kept = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(maxBins - 1).Select(pair => pair.Key);
        return FeatureBins.Categorical([.. kept.Order()]);
    }

    static Span<float> WithoutMissing(Span<float> values)
    {
        var known = 0;
        foreach (var value in values)
        {
            if (!float.IsNaN(value)) values[known++] = value;
        }
        return values[..known];
    }

    static (List<float> Distinct, List<int> Counts) CountDistinct(ReadOnlySpan<float> sorted)
    {
        var distinct = new List<float>();
        var counts = new List<int>();
        foreach (var value in sorted)
        {
            if (distinct.Count > 0 && distinct[^1] == value) counts[^1]++;
            else { distinct.Add(value); counts.Add(1); }
        }
        return (distinct, counts);
    }

    static List<double> BoundsOfAll(List<float> distinct, List<int> counts, int minRowsPerBin)
    {
        var bounds = new List<double>();
        var inBin = 0;
        for (var i = 0; i < distinct.Count - 1; i++)
        {
            inBin += counts[i];
            if (inBin < minRowsPerBin) continue;
            bounds.Add(Middle(distinct[i], distinct[i + 1]));
            inBin = 0;
        }
        return bounds;
    }

    static List<double> BoundsByCount(List<float> distinct, List<int> counts, int bins, int minRowsPerBin)
    {
        var rest = counts.Sum(count => (long)count);
        bins = (int)Math.Clamp(rest / minRowsPerBin, 1, bins);
        var mean = (double)rest / bins;
        var frequent = counts.ConvertAll(count => count >= mean);   // such a value fills a bin alone
        var restBins = bins - frequent.Count(big => big);
        for (var i = 0; i < counts.Count; i++)
        {
            if (frequent[i]) rest -= counts[i];
        }
        mean = (double)rest / Math.Max(restBins, 1);

        var bounds = new List<double>();
        var inBin = 0;
        for (var i = 0; i < distinct.Count - 1 && bounds.Count < bins - 1; i++)
        {
            if (!frequent[i]) rest -= counts[i];
            inBin += counts[i];
            var full = frequent[i] || inBin >= mean || (frequent[i + 1] && inBin >= Math.Max(1, mean / 2));
            if (!full) continue;
            bounds.Add(Middle(distinct[i], distinct[i + 1]));
            inBin = 0;
            if (frequent[i]) continue;
            restBins--;
            mean = (double)rest / Math.Max(restBins, 1);
        }
        return bounds;
    }

    /// <summary>A double strictly between two neighbouring floats, so that scoring compares as training did.</summary>
    static double Middle(float low, float high) => low + ((double)high - low) / 2;
}
