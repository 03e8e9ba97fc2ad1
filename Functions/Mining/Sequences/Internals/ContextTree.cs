using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>A tree of contexts: the root is the empty one, a child looks one item further back. Parents come before children.</summary>
sealed class ContextTree
{
    readonly int[] _parents;
    readonly int[] _items;
    readonly Dictionary<(int Parent, int Item), int> _children = [];

    public ContextTree(int[] parents, int[] items, NextCounts counts)
    {
        (_parents, _items) = (parents, items);
        Counts = counts;
        for (var context = 1; context < parents.Length; context++) _children.Add((parents[context], items[context]), context);
    }

    public NextCounts Counts { get; }

    public int Count => _parents.Length;

    /// <summary>The context that looks one item further back, or -1.</summary>
    public int Child(int context, int item) => _children.GetValueOrDefault((context, item), -1);

    public void Write(StrictJsonWriter writer)
    {
        writer.Numbers("parents", Array.ConvertAll(_parents, value => (double)value));
        writer.Numbers("contextItems", Array.ConvertAll(_items, value => (double)value));
        Counts.Write(writer);
    }

    public static ContextTree Read(StrictJsonReader reader, int itemCount)
    {
        var parents = WholeNumbers.Read(reader, "parents", -1, int.MaxValue);
        var items = WholeNumbers.Read(reader, "contextItems", -1, itemCount - 1);
        reader.Require(parents.Length > 0 && parents[0] == -1, "parents", "-1 first, for the root");
        reader.Require(items.Length == parents.Length, "contextItems", $"{parents.Length} items, one a context");
        var seen = new HashSet<(int, int)>();
        for (var context = 1; context < parents.Length; context++)
        {
            reader.Require(parents[context] >= 0 && parents[context] < context, "parents", "parents before their children");
            reader.Require(items[context] >= 0 && seen.Add((parents[context], items[context])), "contextItems", "an item once below a parent");
        }
        return new ContextTree(parents, items, NextCounts.Read(reader, parents.Length, itemCount));
    }
}
