using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Sums of packed gradients by bin: 256 words a feature, feature after feature.</summary>
/// <remarks>Refs without bounds checks, inlining and prefetch: 14 ns a row of 30 features instead of 27 in one large leaf, 30 instead of 118 with eight leaves
/// (HistogramBench).</remarks>
static class PackedHistogram
{
    const int PrefetchRows = 24;

    /// <summary>Adds the rows of one tree node to the histogram of all features.</summary>
    /// <param name="binned">The rows as bins.</param>
    /// <param name="rows">Rows of the node, rising.</param>
    /// <param name="words">Packed gradient of every row of the data.</param>
    /// <param name="block">Room for rows that lie far apart.</param>
    /// <param name="histogram">256 words a feature, added to.</param>
    public static void Accumulate(BinnedRows binned, ReadOnlySpan<int> rows, long[] words, RowBlock block, Span<long> histogram)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(histogram.Length, binned.Features.Length * BinnedRows.BinsPerFeature);
        if (RowBlock.IsWorthIt(binned, rows)) AccumulateBlocks(binned, rows, words, block, histogram);
        else AccumulateInPlace(binned, rows, words, histogram);
    }

    /// <summary>Rows that lie close together: read where they are, fetched some rows ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateInPlace(BinnedRows binned, ReadOnlySpan<int> rows, long[] words, Span<long> histogram)
    {
        var featureCount = binned.Features.Length;
        var stride = (nint)binned.Stride;
        ref var bins = ref MemoryMarshal.GetArrayDataReference(binned.ByRow);
        ref var word = ref MemoryMarshal.GetArrayDataReference(words);
        ref var sums = ref MemoryMarshal.GetReference(histogram);
        var ahead = Math.Max(0, rows.Length - PrefetchRows);
        for (var i = 0; i < rows.Length; i++)
        {
            var next = rows[i < ahead ? i + PrefetchRows : i];
            Prefetch(ref Unsafe.Add(ref bins, next * stride));
            Prefetch(ref Unsafe.As<long, byte>(ref Unsafe.Add(ref word, next)));
            AddRow(ref Unsafe.Add(ref bins, rows[i] * stride), Unsafe.Add(ref word, rows[i]), ref sums, featureCount);
        }
    }

    /// <summary>Rows that lie far apart: collected first, so that the processor waits for many of them at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateBlocks(BinnedRows binned, ReadOnlySpan<int> rows, long[] words, RowBlock block, Span<long> histogram)
    {
        var featureCount = binned.Features.Length;
        var stride = (nint)binned.Stride;
        ref var sums = ref MemoryMarshal.GetReference(histogram);
        for (; rows.Length > 0; rows = rows[block.Count..])
        {
            block.Collect(binned, rows, words);
            ref var bins = ref MemoryMarshal.GetArrayDataReference(block.Bins);
            for (var i = 0; i < block.Count; i++) AddRow(ref Unsafe.Add(ref bins, i * stride), block.Words[i], ref sums, featureCount);
        }
    }

    /// <summary>Turns the histogram of a parent into that of the other child.</summary>
    public static void Subtract(Span<long> parent, ReadOnlySpan<long> child) =>
        System.Numerics.Tensors.TensorPrimitives.Subtract(parent, child, parent);

    public static void Add(Span<long> sum, ReadOnlySpan<long> part) => System.Numerics.Tensors.TensorPrimitives.Add(sum, part, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddRow(ref byte bins, long word, ref long sums, int featureCount)
    {
        var feature = 0;
        for (; feature + 4 <= featureCount; feature += 4)
        {
            Unsafe.Add(ref sums, (nint)Unsafe.Add(ref bins, feature)) += word;
            Unsafe.Add(ref sums, (nint)Unsafe.Add(ref bins, feature + 1) + 256) += word;
            Unsafe.Add(ref sums, (nint)Unsafe.Add(ref bins, feature + 2) + 512) += word;
            Unsafe.Add(ref sums, (nint)Unsafe.Add(ref bins, feature + 3) + 768) += word;
            sums = ref Unsafe.Add(ref sums, 1024);
        }
        for (; feature < featureCount; feature++)
        {
            Unsafe.Add(ref sums, (nint)Unsafe.Add(ref bins, feature)) += word;
            sums = ref Unsafe.Add(ref sums, 256);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Prefetch(ref byte place)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }
}
