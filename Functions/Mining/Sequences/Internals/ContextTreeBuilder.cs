namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Grows a tree of contexts order by order; a context is only lengthened where it was seen often enough.</summary>
sealed class ContextTreeBuilder(int minCount)
{
    readonly Dictionary<(int Parent, int Item), int> _children = [];
    readonly Dictionary<(int Context, int Next), int> _counts = [];
    readonly List<(int Parent, int Item)> _contexts = [(-1, -1)];
    readonly List<int> _totals = [0];
    int _firstOfOrder;

    /// <summary>Counts all steps of a path after contexts of exactly so many items.</summary>
    public void Add(ReadOnlySpan<int> path, int order)
    {
        for (var at = order; at < path.Length; at++)
        {
            var context = order == 0 ? 0 : Lengthen(path, at, order);
            if (context < 0) continue;
            _counts.TryGetValue((context, path[at]), out var count);
            _counts[(context, path[at])] = count + 1;
            _totals[context]++;
        }
    }

    /// <summary>Forgets the contexts of this order that were not seen often enough.</summary>
    public void EndOrder()
    {
        for (var context = Math.Max(1, _firstOfOrder); context < _contexts.Count; context++)
        {
            if (_totals[context] < minCount) _children[_contexts[context]] = -1;
        }
        _firstOfOrder = _contexts.Count;
    }

    /// <summary>The tree of the contexts kept, parents before children.</summary>
    public ContextTree Build()
    {
        var kept = Enumerable.Range(0, _contexts.Count).Where(context => context == 0 || _children[_contexts[context]] == context).ToArray();
        var numbers = new Dictionary<int, int>();
        foreach (var context in kept) numbers.Add(context, numbers.Count);
        var counts = _counts.Where(pair => numbers.ContainsKey(pair.Key.Context)).ToDictionary(pair => (numbers[pair.Key.Context], pair.Key.Next), pair => pair.Value);
        return new ContextTree(
            [.. kept.Select(context => context == 0 ? -1 : numbers[_contexts[context].Parent])],
            [.. kept.Select(context => _contexts[context].Item)],
            NextCounts.From(counts, kept.Length));
    }

    int Lengthen(ReadOnlySpan<int> path, int at, int order)
    {
        var context = 0;
        for (var back = 1; back < order; back++)
        {
            if (!_children.TryGetValue((context, path[at - back]), out context) || context < 0) return -1;
        }
        var key = (context, path[at - order]);
        if (_children.TryGetValue(key, out var child)) return child;
        child = _contexts.Count;
        _children.Add(key, child);
        _contexts.Add(key);
        _totals.Add(0);
        return child;
    }
}
