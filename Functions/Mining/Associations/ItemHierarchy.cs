namespace CrmInsights.Mining.Associations;

/// <summary>Items with groups above them, such as product, category and family, so that rules may speak of groups.</summary>
/// <remarks>Srikant and Agrawal (1995), generalised association rules: transactions are extended by all ancestors, and an itemset that holds an item and its own
/// ancestor says nothing new.</remarks>
public sealed class ItemHierarchy
{
    readonly int[] _parents;

    /// <summary>Sets up the hierarchy.</summary>
    /// <param name="parents">Parent of each item, or -1 at the top.</param>
    /// <exception cref="ArgumentException">A parent is out of range, or an item is its own ancestor.</exception>
    public ItemHierarchy(int[] parents)
    {
        _parents = parents;
        for (var item = 0; item < parents.Length; item++)
        {
            var steps = 0;
            for (var above = parents[item]; above >= 0; above = parents[above])
            {
                if (above >= parents.Length) throw new ArgumentException($"Item {item} has an ancestor {above} outside 0 to {parents.Length - 1}.");
                if (++steps > parents.Length) throw new ArgumentException($"Item {item} is its own ancestor.");
            }
        }
    }

    /// <summary>The transactions with all ancestors of their items.</summary>
    public Transactions Extend(Transactions transactions)
    {
        var builder = new TransactionsBuilder();
        for (var row = 0; row < transactions.Count; row++)
        {
            foreach (var item in transactions[row])
            {
                for (var above = item; above >= 0; above = above < _parents.Length ? _parents[above] : -1) builder.AddItem(above);
            }
            builder.EndTransaction();
        }
        return builder.Build(transactions.Names);
    }

    /// <summary>Itemsets without those that hold an item and its ancestor.</summary>
    public ItemsetCollection WithoutTrivial(ItemsetCollection itemsets) => itemsets.Where(itemset => !HoldsAncestor(itemsets[itemset]));

    bool HoldsAncestor(ReadOnlySpan<int> items)
    {
        foreach (var item in items)
        {
            for (var above = item < _parents.Length ? _parents[item] : -1; above >= 0; above = _parents[above])
            {
                if (items.Contains(above)) return true;
            }
        }
        return false;
    }
}
