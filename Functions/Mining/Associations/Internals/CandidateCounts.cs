using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Counts candidate itemsets in transactions: a prefix tree, walked once for each transaction.</summary>
sealed class CandidateCounts
{
    const int RowsPerReport = 4096;

    readonly Node _root = new();

    public void AddAll(ItemsetCollection itemsets)
    {
        for (var itemset = 0; itemset < itemsets.Count; itemset++)
        {
            var node = _root;
            foreach (var item in itemsets[itemset])
            {
                if (!node.Children.TryGetValue(item, out var child)) node.Children.Add(item, child = new Node());
                node = child;
            }
        }
    }

    public void Count(Transactions transactions, RunContext run)
    {
        for (var row = 0; row < transactions.Count; row++)
        {
            if (row % RowsPerReport == 0) run.Report(row, transactions.Count);
            Walk(_root, transactions[row]);
        }
    }

    /// <summary>Candidates with enough support. Every prefix of a frequent itemset is frequent, so each node is an itemset of its own.</summary>
    public ItemsetCollection Frequent(int minSupport, int transactionCount)
    {
        var builder = new ItemsetBuilder();
        Collect(_root, [], minSupport, builder);
        return builder.Build(transactionCount);
    }

    static void Walk(Node node, ReadOnlySpan<int> items)
    {
        for (var place = 0; place < items.Length && node.Children.Count > 0; place++)
        {
            if (!node.Children.TryGetValue(items[place], out var child)) continue;
            child.Support++;
            Walk(child, items[(place + 1)..]);
        }
    }

    static void Collect(Node node, List<int> prefix, int minSupport, ItemsetBuilder builder)
    {
        foreach (var (item, child) in node.Children.OrderBy(pair => pair.Key))
        {
            if (child.Support < minSupport) continue;
            prefix.Add(item);
            builder.Add([.. prefix], child.Support);
            Collect(child, prefix, minSupport, builder);
            prefix.RemoveAt(prefix.Count - 1);
        }
    }

    sealed class Node
    {
        public int Support { get; set; }
        public Dictionary<int, Node> Children { get; } = [];
    }
}
