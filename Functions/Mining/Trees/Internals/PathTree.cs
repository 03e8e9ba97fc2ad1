namespace CrmInsights.Mining.Trees.Internals;

/// <summary>A tree as its leaves, each with the distinct features of its path: what a leaf adds is a product over them.</summary>
sealed class PathTree
{
    readonly Tree _tree;
    readonly List<LeafPath> _paths = [];

    /// <summary>The edges of one feature on a path.</summary>
    sealed record FeatureEdges(int Feature, (int Node, bool IsLeft)[] Edges, double Share);

    sealed record LeafPath(double Value, FeatureEdges[] Features);

    public PathTree(Tree tree)
    {
        _tree = tree;
        if (tree.NodeTotal > 0) Collect(0, []);
    }

    public void AddInteractions(ReadOnlySpan<float> row, Span<double> values, int stride)
    {
        foreach (var path in _paths) Add(path, row, values, stride);
    }

    void Collect(int child, List<(int Node, bool IsLeft)> edges)
    {
        if (child < 0)
        {
            var features = edges.GroupBy(edge => _tree.SplitFeature[edge.Node])
                .Select(group => new FeatureEdges(group.Key, [.. group], group.Aggregate(1.0, (share, edge) => share * ShareOf(edge))));
            _paths.Add(new LeafPath(_tree.LeafValue[~child], [.. features]));
            return;
        }
        Collect(_tree.Left[child], [.. edges, (child, true)]);
        Collect(_tree.Right[child], [.. edges, (child, false)]);
    }

    double ShareOf((int Node, bool IsLeft) edge)
    {
        var child = edge.IsLeft ? _tree.Left[edge.Node] : _tree.Right[edge.Node];
        double count = child < 0 ? _tree.LeafCount[~child] : _tree.InternalCount[child];
        return _tree.InternalCount[edge.Node] > 0 ? count / _tree.InternalCount[edge.Node] : 0;
    }

    void Add(LeafPath path, ReadOnlySpan<float> row, Span<double> values, int stride)
    {
        var count = path.Features.Length;
        var (known, unknown) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            known[i] = Follows(path.Features[i], row) ? 1 : 0;
            unknown[i] = path.Features[i].Share;
        }
        for (var i = 0; i < count; i++)
        {
            var left = path.Features[i].Feature * stride;
            var share = path.Value * (known[i] - unknown[i]) * Weighted(known, unknown, i, i);
            values[left + path.Features[i].Feature] += share;
            for (var j = 0; j < count; j++)
            {
                if (j == i) continue;
                var pair = path.Value / 2 * (known[i] - unknown[i]) * (known[j] - unknown[j]) * Weighted(known, unknown, i, j);
                values[left + path.Features[j].Feature] += pair;
                values[left + path.Features[i].Feature] -= pair;
            }
        }
    }

    bool Follows(FeatureEdges feature, ReadOnlySpan<float> row)
    {
        foreach (var (node, isLeft) in feature.Edges)
            if (_tree.GoesLeft(node, row[feature.Feature]) != isLeft) return false;
        return true;
    }

    /// <summary>Shapley mean, over all subsets of the features other than the two, of the product of known edges inside and unknown ones outside.</summary>
    static double Weighted(double[] known, double[] unknown, int without, int alsoWithout)
    {
        Span<double> sums = new double[known.Length + 1];   // by size of the subset
        sums[0] = 1;
        var others = 0;
        for (var i = 0; i < known.Length; i++)
        {
            if (i == without || i == alsoWithout) continue;
            others++;
            for (var size = others; size >= 0; size--) sums[size] = sums[size] * unknown[i] + (size > 0 ? sums[size - 1] * known[i] : 0);
        }
        var (total, weight) = (0.0, 1.0 / (others + 1));    // size! (others - size)! / (others + 1)!
        for (var size = 0; size <= others; size++)
        {
            total += weight * sums[size];
            weight *= (size + 1.0) / Math.Max(1, others - size);
        }
        return total;
    }
}
