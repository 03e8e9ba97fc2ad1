using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Bins and packed gradients of some rows, copied side by side.</summary>
sealed class RowBlock(int stride)
{
    const int Capacity = 256;
    const int FarApart = 6;
    /// <summary>Bins of so many bytes stay in a cache, where collecting them first gains nothing.</summary>
    const int CachedBytes = 8 << 20;

    /// <summary>Rows collected last.</summary>
    public int Count { get; private set; }
    public byte[] Bins { get; } = new byte[Capacity * stride];
    public long[] Words { get; } = new long[Capacity];

    /// <summary>True where at most one row in six was taken out of more than a cache holds, and rows are long enough to be copied by whole vectors.</summary>
    public static bool IsWorthIt(BinnedRows binned, ReadOnlySpan<int> rows) =>
        rows.Length > 0 && binned.ByRow.Length > CachedBytes && binned.Stride % Vector256<byte>.Count == 0 && (rows[^1] - rows[0]) / FarApart > rows.Length;

    /// <summary>Copies as many rows from the front as there is room for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Collect(BinnedRows binned, ReadOnlySpan<int> rows, long[] words)
    {
        Count = Math.Min(Capacity, rows.Length);
        ref var from = ref MemoryMarshal.GetArrayDataReference(binned.ByRow);
        ref var to = ref MemoryMarshal.GetArrayDataReference(Bins);
        ref var word = ref MemoryMarshal.GetArrayDataReference(words);
        for (var i = 0; i < Count; i++)
        {
            var row = (nint)rows[i];
            Words[i] = Unsafe.Add(ref word, row);
            for (nint offset = 0; offset < stride; offset += Vector256<byte>.Count)
                Vector256.LoadUnsafe(ref Unsafe.Add(ref from, row * stride + offset)).StoreUnsafe(ref Unsafe.Add(ref to, i * stride + offset));
        }
    }
}
