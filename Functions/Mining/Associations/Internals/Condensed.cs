namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Closed and maximal itemsets from all frequent ones that there are, up to a length or from partitions: only supersets with one item more have
/// to be looked at.</summary>
static class Condensed
{
    public static ItemsetCollection Of(ItemsetCollection itemsets, ItemsetKind kind)
    {
        if (kind == ItemsetKind.Frequent) return itemsets;
        var index = new ItemsetIndex(itemsets);
        var covered = new bool[itemsets.Count];
        for (var itemset = 0; itemset < itemsets.Count; itemset++) Cover(itemsets, itemset, index, covered, kind);
        return itemsets.Where(itemset => !covered[itemset]);
    }

    static void Cover(ItemsetCollection itemsets, int itemset, ItemsetIndex index, bool[] covered, ItemsetKind kind)
    {
        var items = itemsets[itemset];
        if (items.Length < 2) return;
        Span<int> subset = stackalloc int[items.Length - 1];
        for (var left = 0; left < items.Length; left++)
        {
            items[..left].CopyTo(subset);
            items[(left + 1)..].CopyTo(subset[left..]);
            var found = index.Find(subset);
            if (kind == ItemsetKind.Maximal || itemsets.SupportOf(found) == itemsets.SupportOf(itemset)) covered[found] = true;
        }
    }
}
