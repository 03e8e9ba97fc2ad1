using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>All frequent itemsets: Eclat.</summary>
sealed class FrequentSearch(VerticalData data, ItemsetOptions options, RunContext run) : ItemsetSearch(data, options, run)
{
    readonly ItemProjection _projection = new(data, options.MinSupport, isWhole: false);

    protected override void Mine(int item)
    {
        Emit(Data.PositionsOf(item).Length);
        if (Options.MaxLength == 1) return;
        _projection.Project(item, Bits);
        Extend(0);
    }

    /// <summary>Emits the prefix with each row from one on, and goes on with the rows after it.</summary>
    void Extend(int from)
    {
        Enter();
        Found.ExpectSubsetsOf(Prefix.Count);
        var to = Bits.Count;
        for (var first = from; first < to; first++)
        {
            Prefix.Add(Bits.ItemOf(first));
            Emit(Bits.SupportOf(first));
            if (Options.MaxLength == 0 || Prefix.Count < Options.MaxLength)
            {
                for (var second = first + 1; second < to; second++) Bits.PushJoined(first, second, Options.MinSupport);
                if (Bits.Count > to) Extend(to);
                Bits.CutTo(to);
            }
            CutPrefixTo(Prefix.Count - 1);
        }
    }
}
