using System.Runtime.InteropServices;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>Bytes that begin at a line of the cache, so that no vector lies on two.</summary>
readonly struct AlignedBytes
{
    const int Line = 64;

    readonly byte[] _bytes;
    readonly int _start;
    readonly int _length;

    public AlignedBytes(int length)
    {
        _length = length;
        _bytes = GC.AllocateArray<byte>(length + Line, pinned: true);
        _start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) & (Line - 1));
    }

    public Span<byte> Span => _bytes.AsSpan(_start, _length);
}
