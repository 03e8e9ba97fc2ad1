namespace CrmInsights.Mining.Trees.Internals;

/// <summary>How the values of one feature map to bins 0 to <see cref="BinCount"/> - 1.</summary>
/// <remarks>Numerical: bin b holds the values in (UpperBounds[b-1], UpperBounds[b]]; the last bound is infinite. Where training saw NaN, NaN has
/// a bin of its own after the others. Categorical: bin b > 0 holds the category Categories[b-1]; bin 0 holds everything else.</remarks>
sealed class FeatureBins
{
    FeatureBins(double[] upperBounds, int[] categories, bool hasMissing)
    {
        UpperBounds = upperBounds;
        Categories = categories;
        HasMissing = hasMissing;
        BinCount = IsCategorical ? categories.Length + 1 : upperBounds.Length + (hasMissing ? 1 : 0);
    }

    public double[] UpperBounds { get; }
    public int[] Categories { get; }
    public bool HasMissing { get; }
    public int BinCount { get; }
    public bool IsCategorical => Categories.Length > 0;
    /// <summary>Bins that hold numbers; the bin of NaN is the next one, where there is any.</summary>
    public int ValueBinCount => IsCategorical ? BinCount : UpperBounds.Length;
    /// <summary>False for a feature with nothing to split at.</summary>
    public bool CanSplit => BinCount > 1;

    public static FeatureBins Numerical(double[] upperBounds, bool hasMissing) => new(upperBounds, [], hasMissing);

    public static FeatureBins Categorical(int[] categories) => new([], categories, hasMissing: false);

    public int BinOf(float value)
    {
        if (IsCategorical) return CategoryBin(value);
        if (float.IsNaN(value))
        {
            if (HasMissing) return UpperBounds.Length;
            value = 0;                                      // as LightGBM does where training saw no missing value
        }
        return FirstBoundFrom(value);
    }

    /// <summary>Smallest b with value &lt;= UpperBounds[b]: a branch-free binary search.</summary>
    int FirstBoundFrom(double value)
    {
        var bounds = UpperBounds.AsSpan();
        var low = 0;
        var length = bounds.Length;
        while (length > 1)
        {
            var half = length / 2;
            low += bounds[low + half - 1] < value ? half : 0;
            length -= half;
        }
        return low;
    }

    int CategoryBin(float value)
    {
        if (!(value >= 0) || value > int.MaxValue) return 0;
        var place = Array.BinarySearch(Categories, (int)value);
        return place < 0 ? 0 : place + 1;
    }
}
