using System.Numerics;
using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>A stack of items with the transactions that hold them, a bit each.</summary>
sealed class ItemBits
{
    const int BitsPerWord = 64;

    ulong[] _bits = new ulong[1024];
    int[] _items = new int[16];
    int[] _supports = new int[16];
    int _words;

    public int Count { get; private set; }

    public int ItemOf(int row) => _items[row];

    public int SupportOf(int row) => _supports[row];

    /// <summary>Starts anew with so many transactions.</summary>
    public void Clear(int transactionCount)
    {
        Count = 0;
        _words = (transactionCount + BitsPerWord - 1) / BitsPerWord;
    }

    /// <summary>Adds an item that no transaction is known to hold yet.</summary>
    public void Push(int item, int support)
    {
        Room().Clear();
        Keep(item, support);
    }

    /// <summary>Adds, transaction by transaction, which items it holds.</summary>
    /// <param name="positions">Where the transactions stand in <paramref name="items"/>, each up to a negative number.</param>
    /// <param name="items">Codes of items.</param>
    /// <param name="rowOf">Row of each code, or -1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ReadOnlySpan<int> positions, int[] items, int[] rowOf)
    {
        var (bits, words) = (_bits, _words);
        for (var transaction = 0; transaction < positions.Length; transaction++)
        {
            var position = positions[transaction] + 1;
            for (var code = items[position]; code >= 0; code = items[++position])
            {
                var row = rowOf[code];
                if (row >= 0) bits[row * words + (transaction >> 6)] |= 1UL << transaction;
            }
        }
    }

    /// <summary>The same for what stands before the positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillBack(ReadOnlySpan<int> positions, int[] items, int[] rowOf)
    {
        var (bits, words) = (_bits, _words);
        for (var transaction = 0; transaction < positions.Length; transaction++)
        {
            for (var position = positions[transaction] - 1; position >= 0 && items[position] >= 0; position--)
            {
                var row = rowOf[items[position]];
                if (row >= 0) bits[row * words + (transaction >> 6)] |= 1UL << transaction;
            }
        }
    }

    /// <summary>Adds the transactions that hold the items of two rows, under the item of the second, if they are enough.</summary>
    public bool PushJoined(int one, int other, int minSupport)
    {
        var room = Room();
        var support = And(_bits.AsSpan(one * _words, _words), _bits.AsSpan(other * _words, _words), room);
        if (support < minSupport) return false;
        Keep(_items[other], support);
        return true;
    }

    /// <summary>Whether any of some rows has all transactions of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool IsWithinAny(int row, ReadOnlySpan<int> others)
    {
        var (supports, support) = (_supports, _supports[row]);
        var one = _bits.AsSpan(row * _words, _words);
        foreach (var other in others)
        {
            if (supports[other] >= support && IsWithin(one, _bits.AsSpan(other * _words, _words))) return true;
        }
        return false;
    }

    /// <summary>Whether a row shares enough transactions with any of some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MeetsAny(int row, ReadOnlySpan<int> others, int minSupport)
    {
        var one = _bits.AsSpan(row * _words, _words);
        foreach (var other in others)
        {
            if (Meet(one, _bits.AsSpan(other * _words, _words), minSupport)) return true;
        }
        return false;
    }

    public void CutTo(int count) => Count = count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int And(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other, Span<ulong> into)
    {
        other = other[..one.Length];
        into = into[..one.Length];
        var count = 0;
        for (var word = 0; word < one.Length; word++)
        {
            into[word] = one[word] & other[word];
            count += BitOperations.PopCount(into[word]);
        }
        return count;
    }

    static bool Meet(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other, int minSupport)
    {
        other = other[..one.Length];
        var count = 0;
        for (var word = 0; word < one.Length && count < minSupport; word++) count += BitOperations.PopCount(one[word] & other[word]);
        return count >= minSupport;
    }

    static bool IsWithin(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        other = other[..one.Length];
        for (var word = 0; word < one.Length; word++)
        {
            if ((one[word] & ~other[word]) != 0) return false;
        }
        return true;
    }

    Span<ulong> Room()
    {
        var end = checked((Count + 1) * _words);
        if (end > _bits.Length) Array.Resize(ref _bits, Math.Max(end, 2 * _bits.Length));
        return _bits.AsSpan(Count * _words, _words);
    }

    void Keep(int item, int support)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
            Array.Resize(ref _supports, 2 * Count);
        }
        (_items[Count], _supports[Count]) = (item, support);
        Count++;
    }
}
