using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>How the values of one feature map to bins 0 to <see cref="BinCount"/> - 1.</summary>
/// <remarks>Numerical: bin b holds the values in (UpperBounds[b-1], UpperBounds[b]]; the last bound is infinite. Where training saw NaN, NaN has
/// a bin of its own after the others. Categorical: bin b > 0 holds the category Categories[b-1]; bin 0 holds everything else.</remarks>
sealed class FeatureBins
{
    const int MostBins = 256;

    /// <summary>The greatest float of each bin, infinite beyond the last: a float is within a bound just if it is within the bound's floor.</summary>
    readonly float[] _floors = new float[MostBins];
    readonly int _missingBin;

    FeatureBins(double[] upperBounds, int[] categories, bool hasMissing)
    {
        UpperBounds = upperBounds;
        Categories = categories;
        HasMissing = hasMissing;
        BinCount = IsCategorical ? categories.Length + 1 : upperBounds.Length + (hasMissing ? 1 : 0);
        Array.Fill(_floors, float.PositiveInfinity);
        for (var bin = 0; bin < upperBounds.Length; bin++) _floors[bin] = FloorOf(upperBounds[bin]);
        // As LightGBM does: where training saw no missing value, NaN counts as 0.
        _missingBin = hasMissing ? upperBounds.Length : FirstBoundFrom(0, _floors);
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
        return float.IsNaN(value) ? _missingBin : FirstBoundFrom(value, _floors);
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
        var floors = _floors;
        for (var row = 0; row < bins.Length; row++)
        {
            var value = values[row * stride];
            var bin = FirstBoundFrom(value, floors);
            bins[row] = (byte)(float.IsNaN(value) ? _missingBin : bin);
        }
    }

    /// <summary>Smallest b with value &lt;= floors[b], in eight steps without a branch: binning 24 million values took 0.4 CPU s instead of 0.9.</summary>
    static int FirstBoundFrom(float value, float[] floors)
    {
        var bin = (floors[127] < value ? 1 : 0) << 7;
        bin += (floors[bin + 63] < value ? 1 : 0) << 6;
        bin += (floors[bin + 31] < value ? 1 : 0) << 5;
        bin += (floors[bin + 15] < value ? 1 : 0) << 4;
        bin += (floors[bin + 7] < value ? 1 : 0) << 3;
        bin += (floors[bin + 3] < value ? 1 : 0) << 2;
        bin += (floors[bin + 1] < value ? 1 : 0) << 1;
        return bin + (floors[bin] < value ? 1 : 0);
    }

    static float FloorOf(double bound)
    {
        var near = (float)bound;
        return near > bound ? MathF.BitDecrement(near) : near;
    }

    int CategoryBin(float value)
    {
        if (!(value >= 0) || value > int.MaxValue) return 0;
        var place = Array.BinarySearch(Categories, (int)value);
        return place < 0 ? 0 : place + 1;
    }
}
