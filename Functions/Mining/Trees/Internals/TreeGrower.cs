using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Grows one tree leaf by leaf, always where the loss falls most.</summary>
sealed class TreeGrower(BinnedRows binned, GradientBoostingOptions options, RunContext run)
{
    const int RowsWorthAThread = 4096;

    readonly RowPartition _partition = new(binned);
    readonly Stack<long[]> _spareHistograms = new();
    readonly int _histogramLength = binned.Features.Length * BinnedRows.BinsPerFeature;
    readonly int[] _splittable =
        [.. Enumerable.Range(0, binned.Features.Length).Where(feature => binned.Features[feature].CanSplit)];

    /// <summary>Grows a tree on the given rows, rising.</summary>
    public GrownTree Grow(ReadOnlySpan<int> rows, PackedGradients gradients, ReadOnlySpan<bool> features)
    {
        var rules = new SplitRules(options, gradients);
        var searched = _splittable.Where(AsArray(features)).ToArray();
        var tree = new GrownTree(_partition);
        var root = new Leaf { Start = 0, Count = _partition.Reset(rows) };
        tree.Leaves.Add(root);
        FillHistogram(root, gradients);
        root.Sum = SumOf(root);
        Search(root, rules, searched);
        while (tree.Leaves.Count < options.LeafCount)
        {
            var place = BestPlace(tree.Leaves);
            if (place < 0) break;
            SplitLeaf(tree, place, gradients, rules, searched);
        }
        foreach (var leaf in tree.Leaves) Release(leaf);
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

    void SplitLeaf(GrownTree tree, int place, PackedGradients gradients, SplitRules rules, int[] searched)
    {
        var leaf = tree.Leaves[place];
        var split = leaf.Best;
        var leftCount = _partition.Split(leaf, split, run);
        if (leftCount == 0 || leftCount == leaf.Count)
        {
            leaf.Best = SplitCandidate.None;                // rows were estimated; none really goes to one side
            return;
        }
        var (left, right) = tree.Split(place, leftCount, options.MonotoneConstraints);
        var (small, large) = left.Count <= right.Count ? (left, right) : (right, left);
        if (tree.Leaves.Count == options.LeafCount)
        {
            Release(leaf);                                  // the last split needs no further search
            return;
        }
        FillHistogram(small, gradients);
        small.Sum = SumOf(small);
        large.Histogram = leaf.Histogram;
        leaf.Histogram = null;
        PackedHistogram.Subtract(large.Histogram, small.Histogram);
        large.Sum = leaf.Sum - small.Sum;
        Search(left, rules, searched);
        Search(right, rules, searched);
    }

    /// <summary>Sum over the rows: every feature's bins add up to it.</summary>
    static long SumOf(Leaf leaf)
    {
        var sum = 0L;
        foreach (var word in leaf.Histogram.AsSpan(0, BinnedRows.BinsPerFeature)) sum += word;
        return sum;
    }

    void FillHistogram(Leaf leaf, PackedGradients gradients)
    {
        leaf.Histogram = Rent();
        var parts = Math.Clamp(leaf.Count / RowsWorthAThread, 1, Math.Max(1, run.MaxThreads));
        if (parts == 1)
        {
            PackedHistogram.Accumulate(binned, _partition.Rows.AsSpan(leaf.Start, leaf.Count), gradients.Words, leaf.Histogram);
            return;
        }
        var sums = new long[parts][];
        for (var part = 0; part < parts; part++) sums[part] = part == 0 ? leaf.Histogram : Rent();
        Parallel.For(0, parts, BinnedRows.Threads(run), part =>
        {
            var from = (int)((long)leaf.Count * part / parts);
            var to = (int)((long)leaf.Count * (part + 1) / parts);
            PackedHistogram.Accumulate(binned, _partition.Rows.AsSpan(leaf.Start + from, to - from), gradients.Words, sums[part]);
        });
        for (var part = 1; part < parts; part++)
        {
            PackedHistogram.Add(leaf.Histogram, sums[part]);
            _spareHistograms.Push(sums[part]);
        }
    }

    void Search(Leaf leaf, SplitRules rules, int[] searched)
    {
        leaf.Best = SplitCandidate.None;
        if (leaf.Count < 2 * rules.MinRows || (options.MaxDepth > 0 && leaf.Depth >= options.MaxDepth))
        {
            Release(leaf);
            return;
        }
        var found = new SplitCandidate[searched.Length];
        if (run.MaxThreads == 1) for (var i = 0; i < searched.Length; i++) found[i] = SearchFeature(leaf, rules, searched[i]);
        else Parallel.For(0, searched.Length, BinnedRows.Threads(run), i => found[i] = SearchFeature(leaf, rules, searched[i]));
        foreach (var candidate in found)
        {
            if (candidate.IsBetterThan(leaf.Best)) leaf.Best = candidate;
        }
    }

    SplitCandidate SearchFeature(Leaf leaf, SplitRules rules, int feature)
    {
        var bins = leaf.Histogram.AsSpan(feature * BinnedRows.BinsPerFeature, BinnedRows.BinsPerFeature);
        if (binned.Features[feature].IsCategorical) return CategoricalSplit.Find(bins, binned.Features[feature], leaf, rules, feature);
        return options.MonotoneConstraints.Count > 0
            ? MonotoneSplit.Find(bins, binned.Features[feature], leaf, rules, feature)
            : NumericalSplit.Find(bins, binned.Features[feature], leaf, rules, feature);
    }

    long[] Rent()
    {
        if (!_spareHistograms.TryPop(out var histogram)) return new long[_histogramLength];
        histogram.AsSpan().Clear();
        return histogram;
    }

    void Release(Leaf leaf)
    {
        if (leaf.Histogram is not null) _spareHistograms.Push(leaf.Histogram);
        leaf.Histogram = null;
    }
}
