using System.Runtime.CompilerServices;
using CrmInsights.Mining.Trees.Internals.Scoring;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>How the values of one feature map to bins 0 to <see cref="BinCount"/> - 1.</summary>
/// <remarks>Numerical: bin b holds the values in (UpperBounds[b-1], UpperBounds[b]]; the last bound is infinite. Where training saw NaN, NaN has
/// a bin of its own after the others. Categorical: bin b > 0 holds the category Categories[b-1]; bin 0 holds everything else.</remarks>
sealed class FeatureBins
{
    /// <summary>Of the greatest float of each bin but the last: a float is within a bound just if it is within the bound's floor.</summary>
    readonly ThresholdCodes _floors;
    readonly int _missingBin;

    FeatureBins(double[] upperBounds, int[] categories, bool hasMissing)
    {
        UpperBounds = upperBounds;
        Categories = categories;
        HasMissing = hasMissing;
        BinCount = IsCategorical ? categories.Length + 1 : upperBounds.Length + (hasMissing ? 1 : 0);
        _floors = new ThresholdCodes([.. upperBounds.SkipLast(1).Select(ThresholdCodes.RoundDown)]);
        // As LightGBM does: where training saw no missing value, NaN counts as 0.
        _missingBin = hasMissing ? upperBounds.Length : _floors.CodeOf(0);
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
        return float.IsNaN(value) ? _missingBin : _floors.CodeOf(value);
    }

    /// <summary>Bins of one column of rows.</summary>
    /// <param name="values">From the column's first value on.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="bins">Filled, one a row.</param>
    public void Fill(ReadOnlySpan<float> values, int stride, Span<byte> bins)
    {
        if (IsCategorical) for (var row = 0; row < bins.Length; row++) bins[row] = (byte)CategoryBin(values[row * stride]);
        else FillNumbers(values, stride, bins);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void FillNumbers(ReadOnlySpan<float> values, int stride, Span<byte> bins)
    {
        var (lasts, floors) = (_floors.LastTable, _floors.ThresholdTable);
        var missing = (byte)_missingBin;
        for (var row = 0; row < bins.Length; row++)
        {
            var value = values[row * stride];
            var bin = ThresholdCodes.CodeOf(value, lasts, floors);
            bins[row] = float.IsNaN(value) ? missing : bin;
        }
    }

    int CategoryBin(float value)
    {
        if (!(value >= 0) || value > int.MaxValue) return 0;
        var place = Array.BinarySearch(Categories, (int)value);
        return place < 0 ? 0 : place + 1;
    }
}
