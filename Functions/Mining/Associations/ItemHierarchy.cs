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

    /// <summary>Names of items and groups by code; null where they are those of the transactions.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The transactions with all ancestors of their items.</summary>
    public Transactions Extend(Transactions transactions)
    {
        var builder = new TransactionsBuilder();
        for (var row = 0; row < transactions.Count; row++)
        {
            foreach (var item in transactions[row])
            {
                for (var above = item; above >= 0; above = ParentOf(above)) builder.AddItem(above);
            }
            builder.EndTransaction();
        }
        return builder.Build(Names ?? transactions.Names);
    }

    /// <summary>Itemsets without those that hold an item and its ancestor: for all frequent itemsets, and so for rules.</summary>
    public ItemsetCollection WithoutTrivial(ItemsetCollection itemsets) => itemsets.Where(itemset => WithoutAncestors(itemsets[itemset]).Length == itemsets[itemset].Length);

    /// <summary>Itemsets without the ancestors of their own items: for closed and maximal itemsets, each of which holds all ancestors of what it holds.</summary>
    public ItemsetCollection WithoutAncestors(ItemsetCollection itemsets)
    {
        var builder = new Internals.ItemsetBuilder();
        for (var itemset = 0; itemset < itemsets.Count; itemset++) builder.Add(WithoutAncestors(itemsets[itemset]), itemsets.SupportOf(itemset));
        return builder.Build(itemsets.TransactionCount);
    }

    int[] WithoutAncestors(ReadOnlySpan<int> items)
    {
        var ancestors = new HashSet<int>();
        foreach (var item in items)
        {
            for (var above = ParentOf(item); above >= 0; above = ParentOf(above)) ancestors.Add(above);
        }
        return [.. items.ToArray().Where(item => !ancestors.Contains(item))];
    }

    int ParentOf(int item) => item < _parents.Length ? _parents[item] : -1;
}
