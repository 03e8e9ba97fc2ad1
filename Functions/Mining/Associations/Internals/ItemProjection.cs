using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Mines all itemsets whose rarest item is a given one. One instance a thread: it keeps its scratch arrays.</summary>
sealed class ItemProjection(VerticalData data, ItemsetOptions options)
{
    const int PrefetchPositions = 12;

    readonly int[] _counts = new int[data.ItemCount];
    readonly int[] _rowOf = Filled(data.ItemCount, -1);
    readonly List<int> _partners = [];
    readonly List<int> _prefix = [];
    readonly ItemBits _bits = new();
    ItemsetBuilder _found = new(options.MaxItemsets);

    /// <summary>The itemsets of some items, in their order.</summary>
    public ItemsetBuilder Mine(int from, int to)
    {
        _found = new ItemsetBuilder(options.MaxItemsets);
        for (var item = from; item < to; item++)
        {
            _prefix.Add(data.Original[item]);
            Mine(item, data.PositionsOf(item));
            _prefix.Clear();
        }
        return _found;
    }

    void Mine(int item, ReadOnlySpan<int> positions)
    {
        Emit(positions.Length);
        if (options.MaxLength == 1) return;
        if (Count(positions) > (data.ItemCount - item) / 4) SweepItems(item);
        else SweepPositions(positions);
        if (_partners.Count == 0) return;

        _bits.Clear(positions.Length);
        foreach (var partner in _partners)
        {
            _bits.Push(data.Original[partner], support: _rowOf[partner]);
            _rowOf[partner] = _bits.Count - 1;
        }
        _bits.Fill(positions, data.Items, _rowOf);
        foreach (var partner in _partners) _rowOf[partner] = -1;
        _partners.Clear();
        Extend(0);
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

    /// <summary>Forgets the counts and finds the partners, items that share enough transactions with the item; their supports go to their rows.</summary>
    void SweepItems(int item)
    {
        var other = item + 1;
        while (_counts.AsSpan(other).IndexOfAnyInRange(options.MinSupport, int.MaxValue) is var skipped and >= 0)
        {
            other += skipped;
            Add(other++);
        }
        _counts.AsSpan(item + 1).Clear();
    }

    /// <summary>For few counts among many items.</summary>
    void SweepPositions(ReadOnlySpan<int> positions)
    {
        foreach (var start in positions)
        {
            for (var position = start + 1; data.Items[position] >= 0; position++)
            {
                var other = data.Items[position];
                if (_counts[other] >= options.MinSupport) Add(other);
                _counts[other] = 0;
            }
        }
        _partners.Sort();
    }

    void Add(int partner)
    {
        _rowOf[partner] = _counts[partner];
        _partners.Add(partner);
    }

    /// <summary>Emits the prefix with each row from one on, and goes on with the rows after it.</summary>
    void Extend(int from)
    {
        var to = _bits.Count;
        for (var first = from; first < to; first++)
        {
            _prefix.Add(_bits.ItemOf(first));
            Emit(_bits.SupportOf(first));
            if (options.MaxLength == 0 || _prefix.Count < options.MaxLength)
            {
                for (var second = first + 1; second < to; second++) _bits.PushJoined(first, second, options.MinSupport);
                if (_bits.Count > to) Extend(to);
                _bits.CutTo(to);
            }
            _prefix.RemoveAt(_prefix.Count - 1);
        }
    }

    void Emit(int support)
    {
        Span<int> items = stackalloc int[_prefix.Count];
        CollectionsMarshal.AsSpan(_prefix).CopyTo(items);
        items.Sort();
        _found.Add(items, support);
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
