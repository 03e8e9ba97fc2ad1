using System.Runtime.InteropServices;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Maximal itemsets: what holds a prefix is not searched where the prefix with all that may come to it lies in an itemset found before.</summary>
/// <remarks>Gouda and Zaki (2005), GenMax: extensions from rare to frequent anew at every step, items that all transactions of the prefix hold taken at once, and
/// supersets looked for among those that hold the prefix. Whether a rarer item could be added is counted, so no thread needs to know what others found.</remarks>
sealed class MaximalSearch(VerticalData data, ItemsetOptions options, RunContext run) : ItemsetSearch(data, options, run)
{
    readonly ItemProjection _projection = new(data, options.MinSupport, isWhole: true);
    readonly KnownItemsets _known = new(data.ItemCount);
    readonly List<long> _order = [];
    readonly RowStack _tails = new();
    readonly RowStack _tailCodes = new();
    readonly RowStack _done = new();
    readonly List<(int Known, int Support)> _maximal = [];
    int _rarer;

    protected override void Mine(int item)
    {
        _projection.Project(item, Bits);
        if (_projection.Always is [var rarest, ..] && rarest < item) return;
        Prefix.AddRange(_projection.Always);

        for (_rarer = 0; _rarer < Bits.Count && Bits.ItemOf(_rarer) < item; _rarer++) _done.Push(_rarer);
        PushTails(_rarer);
        var focus = _known.Begin(item, Bits);
        if (_tails.Count > 0) Extend(0, focus);
        else if (_rarer == 0) Keep(Data.PositionsOf(item).Length);
        CutTailsTo(0);
        _done.CutTo(0);
        EmitAll();
    }

    /// <summary>Tries the prefix with each of its tails, the rows that it can be extended by, from one on.</summary>
    void Extend(int from, KnownItemsets.Focus focus)
    {
        Enter();
        var (to, top, length, done) = (_tails.Count, Bits.Count, Prefix.Count, _done.Count);
        for (var place = from; place < to && !_known.HoldsAll(focus, _tailCodes.Rows[place..to]); place++)
        {
            var row = _tails.Rows[place];
            // Where an item done with goes with all transactions, nothing without it is maximal.
            if (Bits.IsWithinAny(row, _done.Rows)) continue;
            Join(row, _tails.Rows[(place + 1)..to]);
            PushTails(top);
            var narrowed = _known.Narrow(focus, CollectionsMarshal.AsSpan(Prefix)[length..]);
            if (_tails.Count > to) Extend(to, narrowed);
            else End(row, narrowed);
            _known.Leave(narrowed);
            CutTailsTo(to);
            Bits.CutTo(top);
            CutPrefixTo(length);
            _done.Push(row);
        }
        _done.CutTo(done);
    }

    /// <summary>Adds a row to the prefix, with all that goes with it always, and the rows left to choose from to the bits.</summary>
    void Join(int row, ReadOnlySpan<int> others)
    {
        Prefix.Add(Bits.ItemOf(row));
        foreach (var other in others)
        {
            if (!Bits.PushJoined(row, other, Options.MinSupport) || Bits.SupportOf(Bits.Count - 1) < Bits.SupportOf(row)) continue;
            Bits.CutTo(Bits.Count - 1);
            Prefix.Add(Bits.ItemOf(other));
        }
    }

    /// <summary>Takes the rows from one on as tails, those of few transactions first: so the many extensions come with few tails.</summary>
    void PushTails(int from)
    {
        _order.Clear();
        for (var row = from; row < Bits.Count; row++) _order.Add((long)Bits.SupportOf(row) << 32 | (uint)row);
        _order.Sort();
        foreach (var key in _order)
        {
            _tails.Push((int)key);
            _tailCodes.Push(Bits.ItemOf((int)key));
        }
    }

    void CutTailsTo(int count)
    {
        _tails.CutTo(count);
        _tailCodes.CutTo(count);
    }

    /// <summary>The prefix cannot grow by what comes after it.</summary>
    void End(int row, KnownItemsets.Focus focus)
    {
        if (_known.HoldsAll(focus, [])) return;
        if (Bits.MeetsAny(row, _done.Rows[.._rarer], Options.MinSupport)) _known.Add(Prefix);
        else Keep(Bits.SupportOf(row));
    }

    void Keep(int support)
    {
        if (_maximal.Count >= Options.MaxItemsets) Found.ExpectSubsetsOf(int.MaxValue);
        _maximal.Add((_known.Add(Prefix), support));
    }

    void EmitAll()
    {
        _maximal.Sort((one, other) => _known.CodesOf(one.Known).SequenceCompareTo(_known.CodesOf(other.Known)));
        foreach (var (known, support) in _maximal) Emit(_known.CodesOf(known), support);
        _maximal.Clear();
    }
}
