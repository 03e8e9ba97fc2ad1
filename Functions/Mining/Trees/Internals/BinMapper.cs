using System.Buffers;

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
        var bins = maxBins - (missing > 0 ? 1 : 0);
        var rented = ArrayPool<int>.Shared.Rent(Math.Max(1, known.Length));
        var distinct = CountDistinct(known, rented);
        var counts = rented.AsSpan(0, distinct.Length);
        var bounds = distinct.Length <= bins
            ? BoundsOfAll(distinct, counts, minRowsPerBin)
            : BoundsByCount(distinct, counts, bins, Math.Max(minRowsPerBin, 1));
        ArrayPool<int>.Shared.Return(rented);
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

    /// <summary>Moves the different values to the front and counts each.</summary>
    static Span<float> CountDistinct(Span<float> sorted, Span<int> counts)
    {
        var last = -1;
        foreach (var value in sorted)
        {
            if (last >= 0 && sorted[last] == value) counts[last]++;
            else (sorted[++last], counts[last]) = (value, 1);
        }
        return sorted[..(last + 1)];
    }

    static List<double> BoundsOfAll(ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, int minRowsPerBin)
    {
        var bounds = new List<double>();
        var inBin = 0;
        for (var i = 0; i < distinct.Length - 1; i++)
        {
            inBin += counts[i];
            if (inBin < minRowsPerBin) continue;
            bounds.Add(Middle(distinct[i], distinct[i + 1]));
            inBin = 0;
        }
        return bounds;
    }

    static List<double> BoundsByCount(ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, int bins, int minRowsPerBin)
    {
        var rest = 0L;
        foreach (var count in counts) rest += count;
        bins = (int)Math.Clamp(rest / minRowsPerBin, 1, bins);
        var fair = (double)rest / bins;                     // a value as frequent as that fills a bin alone
        var restBins = bins;
        foreach (var count in counts)
        {
            if (count < fair) continue;
            restBins--;
            rest -= count;
        }
        var mean = (double)rest / Math.Max(restBins, 1);

        var bounds = new List<double>();
        var inBin = 0;
        for (var i = 0; i < distinct.Length - 1 && bounds.Count < bins - 1; i++)
        {
            var isFrequent = counts[i] >= fair;
            if (!isFrequent) rest -= counts[i];
            inBin += counts[i];
            var full = isFrequent || inBin >= mean || (counts[i + 1] >= fair && inBin >= Math.Max(1, mean / 2));
            if (!full) continue;
            bounds.Add(Middle(distinct[i], distinct[i + 1]));
            inBin = 0;
            if (isFrequent) continue;
            restBins--;
            mean = (double)rest / Math.Max(restBins, 1);
        }
        return bounds;
    }

    /// <summary>A double strictly between two neighbouring floats, so that scoring compares as training did.</summary>
    static double Middle(float low, float high) => low + ((double)high - low) / 2;
}
