using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>The transactions of one item as rows of bits, one for each item that goes with it often enough. One instance a thread: it keeps its scratch arrays.</summary>
/// <param name="data">All transactions.</param>
/// <param name="minSupport">How often is enough.</param>
/// <param name="isWhole">Also items that are rarer than the one projected to, and items that all its transactions hold apart from the others.</param>
sealed class ItemProjection(VerticalData data, int minSupport, bool isWhole)
{
    const int PrefetchPositions = 12;

    readonly int[] _counts = new int[data.ItemCount];
    readonly int[] _rowOf = Filled(data.ItemCount, -1);
    readonly List<int> _partners = [];
    readonly List<int> _always = [];

    /// <summary>Codes of the items that all transactions of the last item projected to hold, rising; only of a whole projection.</summary>
    public ReadOnlySpan<int> Always => CollectionsMarshal.AsSpan(_always);

    /// <summary>Fills the rows, from rare to frequent items.</summary>
    public void Project(int item, ItemBits rows)
    {
        var positions = data.PositionsOf(item);
        FindPartners(item, positions);
        rows.Clear(positions.Length);
        if (_partners.Count == 0) return;
        foreach (var partner in _partners)
        {
            rows.Push(partner, support: _rowOf[partner]);
            _rowOf[partner] = rows.Count - 1;
        }
        rows.Fill(positions, data.Items, _rowOf);
        if (isWhole) rows.FillBack(positions, data.Items, _rowOf);
        foreach (var partner in _partners) _rowOf[partner] = -1;
        _partners.Clear();
    }

    void FindPartners(int item, ReadOnlySpan<int> positions)
    {
        _always.Clear();
        var (first, scanned) = (item + 1, Count(positions));
        if (isWhole) (first, scanned) = (0, scanned + CountBack(positions));
        if (scanned > (data.ItemCount - first) / 4) SweepItems(first);
        else SweepPositions(positions);
        if (isWhole) SetApart(positions.Length);
    }

    /// <summary>Counts what stands after the positions; returns how much that was.</summary>
    // Optimised at once: mining is one short call, most of which would be over before the tiers notice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Count(ReadOnlySpan<int> positions)
    {
        var (items, counts) = (data.Items, _counts);
        var scanned = 0;
        for (var place = 0; place < positions.Length; place++)
        {
            Prefetch(items, positions[Math.Min(place + PrefetchPositions, positions.Length - 1)]);
            var position = positions[place] + 1;
            for (var code = items[position]; code >= 0; code = items[++position]) counts[code]++;
            scanned += position - positions[place];
        }
        return scanned;
    }

    /// <summary>Counts what stands before the positions in their transactions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int CountBack(ReadOnlySpan<int> positions)
    {
        var (items, counts) = (data.Items, _counts);
        var scanned = 0;
        foreach (var start in positions)
        {
            var position = start - 1;
            for (; position >= 0 && items[position] >= 0; position--) counts[items[position]]++;
            scanned += start - position;
        }
        return scanned;
    }

    /// <summary>Forgets the counts and finds the partners, items that share enough transactions with the item; their supports go to their rows.</summary>
    void SweepItems(int first)
    {
        var other = first;
        while (_counts.AsSpan(other).IndexOfAnyInRange(minSupport, int.MaxValue) is var skipped and >= 0)
        {
            other += skipped;
            Add(other++);
        }
        _counts.AsSpan(first).Clear();
    }

    /// <summary>For few counts among many items.</summary>
    void SweepPositions(ReadOnlySpan<int> positions)
    {
        foreach (var start in positions)
        {
            for (var position = start + 1; data.Items[position] >= 0; position++) Sweep(data.Items[position]);
            for (var position = start - 1; isWhole && position >= 0 && data.Items[position] >= 0; position--) Sweep(data.Items[position]);
        }
        _partners.Sort();
    }

    void Sweep(int other)
    {
        if (_counts[other] >= minSupport) Add(other);
        _counts[other] = 0;
    }

    void Add(int partner)
    {
        _rowOf[partner] = _counts[partner];
        _partners.Add(partner);
    }

    void SetApart(int support)
    {
        foreach (var partner in _partners)
        {
            if (_rowOf[partner] == support) _always.Add(partner);
        }
        if (_always.Count == 0) return;
        foreach (var partner in _always) _rowOf[partner] = -1;
        _partners.RemoveAll(partner => _rowOf[partner] < 0);
    }

    /// <summary>Asks for a transaction ahead of time: those of an item lie far apart in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Prefetch(int[] items, int position)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), position)));
    }

    static int[] Filled(int length, int value)
    {
        var array = new int[length];
        Array.Fill(array, value);
        return array;
    }
}
