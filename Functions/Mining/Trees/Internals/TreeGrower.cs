namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Grows one tree leaf by leaf, always where the loss falls most.</summary>
sealed class TreeGrower(BinnedRows binned, GradientBoostingOptions options, ThreadTeam team)
{
    readonly RowPartition _partition = new(binned);
    readonly HistogramBuilder _histograms = new(binned, team);
    readonly SplitCandidate[] _foundFirst = new SplitCandidate[binned.Features.Length];
    readonly SplitCandidate[] _foundSecond = new SplitCandidate[binned.Features.Length];
    readonly int[] _splittable =
        [.. Enumerable.Range(0, binned.Features.Length).Where(feature => binned.Features[feature].CanSplit)];

    /// <summary>Grows a tree on the given rows, rising.</summary>
    public GrownTree Grow(ReadOnlySpan<int> rows, PackedGradients gradients, ReadOnlySpan<bool> features)
    {
        var task = new GrowingTask(new SplitRules(options, gradients), gradients, [.. _splittable.Where(AsArray(features))]);
        var tree = new GrownTree(_partition);
        var root = new Leaf { Start = 0, Count = _partition.Reset(rows) };
        tree.Leaves.Add(root);
        if (MaySplit(root)) SearchRoot(root, task);
        while (tree.Leaves.Count < options.LeafCount)
        {
            var place = BestPlace(tree.Leaves);
            if (place < 0) break;
            SplitLeaf(tree, place, task);
        }
        foreach (var leaf in tree.Leaves) _histograms.Release(leaf);
        return tree;
    }

    static Func<int, bool> AsArray(ReadOnlySpan<bool> features)
    {
        var wanted = features.ToArray();
        return wanted.Length == 0 ? _ => true : feature => wanted[feature];
    }

    static int BestPlace(List<Leaf> leaves)
    {
        var best = -1;
        for (var place = 0; place < leaves.Count; place++)
        {
            if (leaves[place].Best.Gain > (best < 0 ? 0 : leaves[best].Best.Gain)) best = place;
        }
        return best;
    }

    bool MaySplit(Leaf leaf) =>
        leaf.Count >= 2 * options.MinRowsPerLeaf && (options.MaxDepth == 0 || leaf.Depth < options.MaxDepth);

    void SplitLeaf(GrownTree tree, int place, GrowingTask task)
    {
        var leaf = tree.Leaves[place];
        var leftCount = _partition.Split(leaf, leaf.Best, team);
        if (leftCount == 0 || leftCount == leaf.Count)
        {
            leaf.Best = SplitCandidate.None;                // rows were estimated; none really goes to one side
            return;
        }
        var (left, right) = tree.Split(place, leftCount, options.MonotoneConstraints);
        var (small, large) = left.Count <= right.Count ? (left, right) : (right, left);
        if (tree.Leaves.Count == options.LeafCount || !MaySplit(large))
        {
            _histograms.Release(leaf);                      // no further search: after the last split, or with too few rows
            return;
        }
        SearchChildren(leaf, small, large, task);
    }

    void SearchRoot(Leaf root, GrowingTask task)
    {
        Fill(root, task);
        team.Run(task.Features.Length, place =>
        {
            _histograms.Gather(task.Features[place]);
            _foundFirst[place] = SearchFeature(root, task.Rules, task.Features[place]);
        });
        _histograms.Finish();
        root.Best = BestOf(_foundFirst.AsSpan(0, task.Features.Length));
    }

    /// <summary>Sums the rows of the smaller child only: the larger one is what the parent has more.</summary>
    void SearchChildren(Leaf parent, Leaf small, Leaf large, GrowingTask task)
    {
        Fill(small, task);
        (large.Histogram, parent.Histogram) = (parent.Histogram, null);
        large.Sum = parent.Sum - small.Sum;
        var searchesSmall = MaySplit(small);
        team.Run(task.Features.Length, place =>
        {
            var feature = task.Features[place];
            _histograms.Gather(feature);
            PackedHistogram.Subtract(HistogramBuilder.OfFeature(large.Histogram!, feature), HistogramBuilder.OfFeature(small.Histogram!, feature));
            if (searchesSmall) _foundFirst[place] = SearchFeature(small, task.Rules, feature);
            _foundSecond[place] = SearchFeature(large, task.Rules, feature);
        });
        _histograms.Finish();
        large.Best = BestOf(_foundSecond.AsSpan(0, task.Features.Length));
        if (searchesSmall) small.Best = BestOf(_foundFirst.AsSpan(0, task.Features.Length));
        else _histograms.Release(small);
    }

    void Fill(Leaf leaf, GrowingTask task)
    {
        leaf.Histogram = _histograms.Fill(_partition.Rows.AsMemory(leaf.Start, leaf.Count), task.Gradients);
        leaf.Sum = _histograms.Total();
    }

    SplitCandidate SearchFeature(Leaf leaf, SplitRules rules, int feature)
    {
        var bins = HistogramBuilder.OfFeature(leaf.Histogram!, feature);
        if (binned.Features[feature].IsCategorical) return CategoricalSplit.Find(bins, binned.Features[feature], leaf, rules, feature);
        return options.MonotoneConstraints.Count > 0
            ? MonotoneSplit.Find(bins, binned.Features[feature], leaf, rules, feature)
            : NumericalSplit.Find(bins, binned.Features[feature], leaf, rules, feature);
    }

    static SplitCandidate BestOf(ReadOnlySpan<SplitCandidate> found)
    {
        var best = SplitCandidate.None;
        foreach (var candidate in found)
        {
            if (candidate.IsBetterThan(best)) best = candidate;
        }
        return best;
    }

    /// <summary>What stays the same while a tree grows.</summary>
    /// <param name="Rules">What splits have to keep to.</param>
    /// <param name="Gradients">Packed gradients of all rows.</param>
    /// <param name="Features">Features that are searched, rising.</param>
    sealed record GrowingTask(SplitRules Rules, PackedGradients Gradients, int[] Features);
}
