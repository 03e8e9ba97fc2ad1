using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Closed itemsets, each found once and none kept to compare with.</summary>
/// <remarks>Lucchese, Orlando and Perego (2006), DCI_CLOSED: an itemset is made larger by one item, then by all items that its transactions always hold. It was
/// found before exactly where an item already done with is among those; that is what the prefix-preserving extension of Uno, Kiyomi and Arimura (2004), LCM 2, says too.</remarks>
sealed class ClosedSearch(VerticalData data, ItemsetOptions options, RunContext run) : ItemsetSearch(data, options, run)
{
    readonly ItemProjection _projection = new(data, options.MinSupport, isWhole: true);
    readonly RowStack _done = new();

    protected override void Mine(int item)
    {
        _projection.Project(item, Bits);
        if (_projection.Always is [var rarest, ..] && rarest < item) return;
        Prefix.AddRange(_projection.Always);

        var rarer = 0;
        for (; rarer < Bits.Count && Bits.ItemOf(rarer) < item; rarer++) _done.Push(rarer);
        Extend(rarer, last: Prefix[^1], Data.PositionsOf(item).Length);
        _done.CutTo(0);
    }

    /// <summary>Finds the closed itemsets that hold the prefix and any of the rows from one on, and the prefix itself in its place among them.</summary>
    /// <param name="from">First row that the prefix can be extended by.</param>
    /// <param name="last">Highest code of the prefix.</param>
    /// <param name="support">Support of the prefix.</param>
    void Extend(int from, int last, int support)
    {
        Enter();
        var (to, length, done) = (Bits.Count, Prefix.Count, _done.Count);
        var isEmitted = false;
        for (var row = from; row < to; row++)
        {
            if (!isEmitted && Bits.ItemOf(row) > last)
            {
                Emit(support);
                isEmitted = true;
            }
            if (Bits.IsWithinAny(row, _done.Rows)) continue;
            Grow(row, to, last);
            Bits.CutTo(to);
            CutPrefixTo(length);
            _done.Push(row);
        }
        if (!isEmitted) Emit(support);
        _done.CutTo(done);
    }

    /// <summary>Goes on with the prefix and one row.</summary>
    void Grow(int row, int to, int last)
    {
        var support = Bits.SupportOf(row);
        last = Math.Max(last, Bits.ItemOf(row));
        Prefix.Add(Bits.ItemOf(row));
        for (var other = row + 1; other < to; other++)
        {
            if (!Bits.PushJoined(row, other, Options.MinSupport) || Bits.SupportOf(Bits.Count - 1) < support) continue;
            Bits.CutTo(Bits.Count - 1);                     // all transactions hold it: no choice is left
            Prefix.Add(Bits.ItemOf(other));
            last = Math.Max(last, Bits.ItemOf(other));
        }
        Extend(to, last, support);
    }
}
