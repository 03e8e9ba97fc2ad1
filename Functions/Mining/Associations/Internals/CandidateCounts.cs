using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Counts candidate itemsets in transactions: a prefix tree, walked once for each transaction. Every prefix of a candidate is one too.</summary>
sealed class CandidateCounts
{
    const int RowsPerReport = 4096;

    readonly Dictionary<long, int> _nodes = [];             // by parent and item; the root is 0
    int[] _items = [];                                      // the nodes by parent, then item: item of each
    int[] _numbers = [];                                    // and number of each
    int[] _starts = [];                                     // where the children of each node begin
    int[] _firsts = [];                                     // node of each item alone, or 0
    int[] _supports = [];

    public void AddAll(ItemsetCollection itemsets)
    {
        for (var itemset = 0; itemset < itemsets.Count; itemset++)
        {
            var node = 0;
            foreach (var item in itemsets[itemset])
            {
                var key = KeyOf(node, item);
                if (!_nodes.TryGetValue(key, out node)) _nodes.Add(key, node = _nodes.Count + 1);
            }
        }
    }

    /// <summary>Ends the adding: children of a node come to lie side by side.</summary>
    public void Close()
    {
        var keys = _nodes.Keys.Order().ToArray();
        _items = Array.ConvertAll(keys, key => (int)key);
        _numbers = Array.ConvertAll(keys, key => _nodes[key]);
        _starts = new int[keys.Length + 2];
        foreach (var key in keys) _starts[(int)(key >> 32) + 1]++;
        for (var node = 0; node <= keys.Length; node++) _starts[node + 1] += _starts[node];
        _firsts = new int[_starts[1] == 0 ? 0 : _items[_starts[1] - 1] + 1];
        for (var child = 0; child < _starts[1]; child++) _firsts[_items[child]] = _numbers[child];
        _supports = new int[keys.Length + 1];
        _nodes.Clear();
    }

    /// <summary>Adds the transactions that hold each candidate, each thread its share of them.</summary>
    public void Count(Transactions transactions, RunContext run)
    {
        var threads = Math.Max(1, run.MaxThreads);
        var supports = new int[threads][];
        Parallel.For(0, threads, thread =>
        {
            supports[thread] = new int[_supports.Length];
            var (from, to) = ((long)transactions.Count * thread / threads, (long)transactions.Count * (thread + 1) / threads);
            for (var row = (int)from; row < to; row++)
            {
                if (row % RowsPerReport == 0) run.Report((int)(row - from), (int)(to - from));
                Walk(transactions[row], supports[thread]);
            }
        });
        foreach (var counted in supports)
        {
            for (var node = 0; node < counted.Length; node++) _supports[node] = checked(_supports[node] + counted[node]);
        }
    }

    /// <summary>Candidates with enough support, in the order in which <see cref="FrequentItemsets"/> finds them.</summary>
    public ItemsetCollection Frequent(int minSupport, int transactionCount)
    {
        var frequent = new List<(int[] Items, int Support)>();
        Collect(0, [], minSupport, frequent);
        var ranks = frequent.Where(itemset => itemset.Items.Length == 1).OrderBy(itemset => itemset.Support).ThenBy(itemset => itemset.Items[0])
            .Select((itemset, rank) => (Item: itemset.Items[0], rank)).ToDictionary(pair => pair.Item, pair => pair.rank);
        var builder = new ItemsetBuilder();
        foreach (var (items, support) in frequent.OrderBy(itemset => Ranks(itemset.Items), ItemOrder.Instance)) builder.Add(items, support);
        return builder.Build(transactionCount);

        int[] Ranks(int[] items) => [.. items.Select(item => ranks[item]).Order()];
    }

    void Walk(ReadOnlySpan<int> items, int[] supports)
    {
        for (var place = 0; place < items.Length && items[place] < _firsts.Length; place++)
        {
            var node = _firsts[items[place]];
            if (node == 0) continue;
            supports[node]++;
            Walk(node, items[(place + 1)..], supports);
        }
    }

    void Walk(int node, ReadOnlySpan<int> items, int[] supports)
    {
        var (child, end) = (_starts[node], _starts[node + 1]);
        for (var place = 0; place < items.Length && child < end; place++)
        {
            var found = _items.AsSpan(child, end - child).BinarySearch(items[place]);
            child += found < 0 ? ~found : found;
            if (found < 0) continue;
            supports[_numbers[child]]++;
            Walk(_numbers[child], items[(place + 1)..], supports);
        }
    }

    void Collect(int node, List<int> prefix, int minSupport, List<(int[] Items, int Support)> frequent)
    {
        for (var child = _starts[node]; child < _starts[node + 1]; child++)
        {
            var number = _numbers[child];
            if (_supports[number] < minSupport) continue;
            prefix.Add(_items[child]);
            frequent.Add(([.. prefix], _supports[number]));
            Collect(number, prefix, minSupport, frequent);
            prefix.RemoveAt(prefix.Count - 1);
        }
    }

    static long KeyOf(int parent, int item) => (long)parent << 32 | (uint)item;
}
