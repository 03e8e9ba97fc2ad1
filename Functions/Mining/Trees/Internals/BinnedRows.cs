using System.Buffers;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>The training rows as bins, twice: row by row for histograms, feature by feature for partitions.</summary>
sealed class BinnedRows
{
    /// <summary>A histogram has a fixed stretch of bins a feature, so that a bin's place needs no table.</summary>
    public const int BinsPerFeature = 256;

    const int SampleRowCount = 200_000;

    BinnedRows(FeatureBins[] features, int rowCount, int stride)
    {
        Features = features;
        RowCount = rowCount;
        Stride = stride;
        ByRow = GC.AllocateUninitializedArray<byte>(checked(rowCount * stride));
        ByFeature = new byte[features.Length][];
        for (var feature = 0; feature < features.Length; feature++) ByFeature[feature] = GC.AllocateUninitializedArray<byte>(rowCount);
    }

    public FeatureBins[] Features { get; }
    public int RowCount { get; }
    /// <summary>Bytes from one row to the next in <see cref="ByRow"/>: a power of two up to 64, so that few rows cross a cache line.</summary>
    public int Stride { get; }
    public byte[] ByRow { get; }
    public byte[][] ByFeature { get; }

    public static BinnedRows From(FeatureMatrix x, GradientBoostingOptions options, ThreadTeam team)
    {
        var sample = SampleRows(x.RowCount, options.Seed);
        var features = new FeatureBins[x.FeatureCount];
        team.Run(features.Length, feature => features[feature] = FindBins(x, feature, sample, options));
        var binned = new BinnedRows(features, x.RowCount, StrideOf(features.Length));
        const int block = 256;                              // its values and bins stay in the first cache
        team.Run((x.RowCount + block - 1) / block, part =>
            binned.Fill(x, part * block, Math.Min(x.RowCount, (part + 1) * block)));
        return binned;
    }

    static int StrideOf(int featureCount) =>
        featureCount <= 64 ? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)featureCount) : (featureCount + 63) / 64 * 64;

    static FeatureBins FindBins(FeatureMatrix x, int feature, int[] sample, GradientBoostingOptions options)
    {
        var rented = ArrayPool<float>.Shared.Rent(Math.Max(1, sample.Length));
        var values = rented.AsSpan(0, sample.Length);
        for (var i = 0; i < sample.Length; i++) values[i] = x.Row(sample[i])[feature];
        // A sampled bin must stand for at least three rows of the smallest leaf, else it can never be split off.
        var perBin = (int)(3L * sample.Length / Math.Max(1, x.RowCount));
        var bins = options.CategoricalFeatures.Contains(feature) ? BinMapper.Categorical(values, options.MaxBins) : BinMapper.Numerical(values, options.MaxBins, perBin);
        ArrayPool<float>.Shared.Return(rented);
        return bins;
    }

    /// <summary>All rows, or one drawn from each of equal stretches: in order, so that reading is a walk.</summary>
    static int[] SampleRows(int rowCount, int seed)
    {
        var count = Math.Min(rowCount, SampleRowCount);
        var rows = new int[count];
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var from = (long)i * rowCount / count;
            var to = (long)(i + 1) * rowCount / count;
            rows[i] = (int)(from + random.NextInt64(to - from));
        }
        return rows;
    }

    void Fill(FeatureMatrix x, int from, int to)
    {
        var values = x.Rows(from, to - from);
        var rows = ByRow.AsSpan(from * Stride, (to - from) * Stride);
        rows.Clear();
        for (var feature = 0; feature < Features.Length; feature++)
        {
            var column = ByFeature[feature].AsSpan(from, to - from);
            Features[feature].Fill(values[feature..], Features.Length, column);
            for (var row = 0; row < column.Length; row++) rows[row * Stride + feature] = column[row];
        }
    }
}
