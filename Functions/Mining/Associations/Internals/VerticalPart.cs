using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Some transactions on their way into <see cref="VerticalData"/>: each thread has its own, and all know beforehand where theirs go.</summary>
sealed class VerticalPart
{
    readonly Transactions _transactions;
    readonly int _from;
    readonly int _to;
    int[] _counts = [];
    int[] _next = [];
    int _begin;

    VerticalPart(Transactions transactions, int from, int to) => (_transactions, _from, _to) = (transactions, from, to);

    public static VerticalPart[] Split(Transactions transactions, int threads)
    {
        // Counts an item and part pay only where there are many more transactions than items.
        var parts = new VerticalPart[transactions.ItemCount < transactions.Count ? threads : 1];
        for (var part = 0; part < parts.Length; part++)
        {
            var (from, to) = ((long)transactions.Count * part / parts.Length, (long)transactions.Count * (part + 1) / parts.Length);
            parts[part] = new VerticalPart(transactions, (int)from, (int)to);
        }
        return parts;
    }

    public void CountItems()
    {
        _counts = new int[_transactions.ItemCount];
        foreach (var item in _transactions.ItemsOf(_from, _to)) _counts[item]++;
    }

    public void AddTo(int[] supports)
    {
        for (var item = 0; item < supports.Length; item++) supports[item] += _counts[item];
    }

    /// <summary>Takes the places from which its items and positions go, and moves the latter on; returns where the items of the next part go.</summary>
    public int Begin(int begin, int[] next, int[] original)
    {
        _begin = begin;
        _next = (int[])next.Clone();
        begin += _to - _from;
        for (var code = 0; code < next.Length; code++)
        {
            var count = _counts[original[code]];
            next[code] += count;
            begin += count;
        }
        _counts = [];
        return begin;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(VerticalData data, int[] codes)
    {
        var (items, positions, next) = (data.Items, data.Positions, _next);
        var end = _begin;
        for (var row = _from; row < _to; row++)
        {
            var start = end;
            foreach (var item in _transactions[row])
            {
                if (codes[item] >= 0) items[end++] = codes[item];
            }
            Sort(items.AsSpan(start, end - start));
            for (var position = start; position < end; position++) positions[next[items[position]]++] = position;
            items[end++] = VerticalData.End;
        }
    }

    /// <summary>Sorts different codes. Few are put where the number of smaller ones says, which needs no guess.</summary>
    static void Sort(Span<int> codes)
    {
        if (codes.Length > Vector512<int>.Count)
        {
            codes.Sort();
            return;
        }
        Span<int> lanes = stackalloc int[Vector512<int>.Count];
        Vector512.Create(int.MaxValue).CopyTo(lanes);
        codes.CopyTo(lanes);
        var all = Vector512.Create<int>(lanes);
        for (var place = 0; place < codes.Length; place++)
        {
            var code = lanes[place];
            codes[BitOperations.PopCount(Vector512.LessThan(all, Vector512.Create(code)).ExtractMostSignificantBits())] = code;
        }
    }
}
