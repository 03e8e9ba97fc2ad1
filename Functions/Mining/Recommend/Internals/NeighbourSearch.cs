namespace CrmInsights.Mining.Recommend.Internals;

/// <summary>Finds the neighbours of one item after the other. One instance a thread: it keeps its scratch arrays.</summary>
sealed class NeighbourSearch(Interactions interactions, double[] sizes, ItemNeighboursOptions options)
{
    readonly double[] _common = new double[interactions.ItemCount];
    readonly List<int> _touched = [];

    /// <summary>Neighbours by falling likeness, then by number.</summary>
    public (int[] Items, double[] Similarities) Find(int item)
    {
        AddCommonUsers(item);
        var found = new List<(int Item, double Similarity)>();
        foreach (var other in _touched)
        {
            if (other != item) found.Add((other, Similarity(item, other)));
            _common[other] = 0;
        }
        _touched.Clear();
        found.Sort(static (one, other) => one.Similarity != other.Similarity ? other.Similarity.CompareTo(one.Similarity) : one.Item.CompareTo(other.Item));
        var kept = found.Take(options.NeighbourCount).ToArray();
        return ([.. kept.Select(neighbour => neighbour.Item)], [.. kept.Select(neighbour => neighbour.Similarity)]);
    }

    void AddCommonUsers(int item)
    {
        var users = interactions.ByItem.Columns(item);
        var weights = interactions.ByItem.Values(item);
        for (var at = 0; at < users.Length; at++)
        {
            var others = interactions.ItemsOf(users[at]);
            var otherWeights = interactions.WeightsOf(users[at]);
            for (var place = 0; place < others.Length; place++)
            {
                if (_common[others[place]] == 0) _touched.Add(others[place]);
                _common[others[place]] += options.Similarity == ItemSimilarity.Jaccard ? 1 : weights[at] * otherWeights[place];
            }
        }
    }

    double Similarity(int item, int other) => options.Similarity == ItemSimilarity.Jaccard
        ? _common[other] / (sizes[item] + sizes[other] - _common[other] + options.Shrinkage)
        : _common[other] / (sizes[item] * sizes[other] + options.Shrinkage);
}
