using System.Runtime.InteropServices;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Finds the itemsets whose rarest item is a given one. One instance a thread.</summary>
abstract class ItemsetSearch(VerticalData data, ItemsetOptions options, RunContext run)
{
    const int NodesPerCheck = 4096;

    int _nodes;

    protected VerticalData Data => data;

    protected ItemsetOptions Options => options;

    /// <summary>Codes of the present itemset.</summary>
    protected List<int> Prefix { get; } = [];

    protected ItemBits Bits { get; } = new();

    protected ItemsetBuilder Found { get; private set; } = new();

    public static ItemsetSearch Of(VerticalData data, ItemsetOptions options, RunContext run) => options switch
    {
        { Kind: ItemsetKind.Closed, MaxLength: 0 } => new ClosedSearch(data, options, run),
        { Kind: ItemsetKind.Maximal, MaxLength: 0 } => new MaximalSearch(data, options, run),
        _ => new FrequentSearch(data, options, run),
    };

    /// <summary>The itemsets of some items, in their order.</summary>
    public ItemsetBuilder Mine(int from, int to)
    {
        Found = new ItemsetBuilder(options.MaxItemsets);
        for (var item = from; item < to; item++)
        {
            Prefix.Add(item);
            Mine(item);
            Prefix.Clear();
        }
        return Found;
    }

    protected abstract void Mine(int item);

    /// <summary>One item can mean millions of itemsets, so cancellation is looked at on the way.</summary>
    protected void Enter()
    {
        if (++_nodes % NodesPerCheck == 0) run.Cancellation.ThrowIfCancellationRequested();
    }

    protected void Emit(int support) => Emit(CollectionsMarshal.AsSpan(Prefix), support);

    /// <summary>Keeps an itemset under the items of the caller's data.</summary>
    protected void Emit(ReadOnlySpan<int> codes, int support)
    {
        Span<int> items = stackalloc int[codes.Length];
        for (var place = 0; place < codes.Length; place++) items[place] = data.Original[codes[place]];
        items.Sort();
        Found.Add(items, support);
    }

    protected void CutPrefixTo(int count) => CollectionsMarshal.SetCount(Prefix, count);
}
