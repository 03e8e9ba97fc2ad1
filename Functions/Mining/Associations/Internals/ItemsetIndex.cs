namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Finds an itemset of a collection by its items: an open-addressing hash table of itemset numbers.</summary>
sealed class ItemsetIndex
{
    readonly ItemsetCollection _itemsets;
    readonly int[] _slots;

    public ItemsetIndex(ItemsetCollection itemsets)
    {
        _itemsets = itemsets;
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, itemsets.Count * 2))];
        Array.Fill(_slots, -1);
        for (var itemset = 0; itemset < itemsets.Count; itemset++) _slots[SlotOf(itemsets[itemset])] = itemset;
    }

    /// <summary>The number of the itemset, or -1.</summary>
    public int Find(ReadOnlySpan<int> items) => _slots[SlotOf(items)];

    int SlotOf(ReadOnlySpan<int> items)
    {
        var slot = (int)(Hash(items) & (uint)(_slots.Length - 1));
        while (_slots[slot] >= 0 && !_itemsets[_slots[slot]].SequenceEqual(items)) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    static uint Hash(ReadOnlySpan<int> items)
    {
        var hash = 2166136261u;
        foreach (var item in items) hash = (hash ^ (uint)item) * 16777619u;
        hash ^= hash >> 15;
        return hash * 0x9E3779B9u;
    }
}
