namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Best set of categories that goes left. The bin of unknown categories always goes right.</summary>
/// <remarks>Fisher (1958): ordered by gradient over hessian, the best set of a convex loss is a prefix. Both ends are tried, with LightGBM's limits.</remarks>
static class CategoricalSplit
{
    public static SplitCandidate Find(ReadOnlySpan<long> bins, FeatureBins feature, Leaf leaf, SplitRules rules, int index)
    {
        var present = Present(bins, feature, leaf, rules);
        var best = present.Count <= rules.Options.MaxOneHot
            ? FindOne(bins, present, leaf, rules)
            : FindSet(bins, present, leaf, rules);
        return best.Left is null ? SplitCandidate.None : Describe(best, feature, leaf, rules, index);
    }

    /// <summary>Bins of known categories with enough rows to be trusted.</summary>
    static List<int> Present(ReadOnlySpan<long> bins, FeatureBins feature, Leaf leaf, SplitRules rules)
    {
        var few = feature.BinCount - 1 <= rules.Options.MaxOneHot;
        var present = new List<int>();
        for (var bin = 1; bin < feature.BinCount; bin++)
        {
            if (RowsOf(bins[bin], leaf, rules) >= (few ? 1 : rules.Options.CategorySmoothing)) present.Add(bin);
        }
        return present;
    }

    static Found FindOne(ReadOnlySpan<long> bins, List<int> present, Leaf leaf, SplitRules rules)
    {
        var best = Found.Nothing;
        foreach (var bin in present)
        {
            var gain = Gain(bins[bin], leaf, rules, rules.L2);
            if (gain > best.Gain) best = new Found(gain, bins[bin], [bin], rules.L2);
        }
        return best;
    }

    static Found FindSet(ReadOnlySpan<long> bins, List<int> present, Leaf leaf, SplitRules rules)
    {
        var keys = new double[present.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var sum = bins[present[i]];
            keys[i] = rules.Gradient(sum) / (rules.Hessian(sum) + rules.Options.CategorySmoothing);
        }
        var order = present.ToArray();
        Array.Sort(keys, order);
        var rising = FromOneEnd(bins, order, leaf, rules);
        Array.Reverse(order);
        var falling = FromOneEnd(bins, order, leaf, rules);
        return rising.Gain >= falling.Gain ? rising : falling;
    }

    static Found FromOneEnd(ReadOnlySpan<long> bins, int[] order, Leaf leaf, SplitRules rules)
    {
        var best = Found.Nothing;
        var l2 = rules.L2 + rules.Options.CategoryL2;
        var left = 0L;
        var inGroup = 0.0;
        var most = Math.Min(rules.Options.MaxCategoriesPerSplit, (order.Length + 1) / 2);
        for (var i = 0; i < most; i++)
        {
            left += bins[order[i]];
            inGroup += RowsOf(bins[order[i]], leaf, rules);
            if (inGroup < rules.Options.MinRowsPerCategoryGroup) continue;
            inGroup = 0;
            var gain = Gain(left, leaf, rules, l2);
            if (gain > best.Gain) best = new Found(gain, left, order[..(i + 1)], l2);
        }
        return best;
    }

    static double Gain(long left, Leaf leaf, SplitRules rules, double l2)
    {
        var right = leaf.Sum - left;
        var least = Math.Max(rules.MinHessian, (rules.MinRows - 0.5) * rules.Hessian(leaf.Sum) / leaf.Count);
        if (rules.Hessian(left) < least || rules.Hessian(right) < least) return 0;
        return SplitRules.Score(rules.Gradient(left), rules.Hessian(left), rules.L1, l2)
            + SplitRules.Score(rules.Gradient(right), rules.Hessian(right), rules.L1, l2)
            - SplitRules.Score(rules.Gradient(leaf.Sum), rules.Hessian(leaf.Sum), rules.L1, rules.L2) - rules.Options.MinGain;
    }

    static double RowsOf(long sum, Leaf leaf, SplitRules rules) => Math.Round(rules.Hessian(sum) / rules.Hessian(leaf.Sum) * leaf.Count);

    static SplitCandidate Describe(Found found, FeatureBins feature, Leaf leaf, SplitRules rules, int index)
    {
        var leftBins = new bool[feature.BinCount];
        foreach (var bin in found.Left!) leftBins[bin] = true;
        double OutputOf(long sum) => SplitRules.Output(rules.Gradient(sum), rules.Hessian(sum), rules.L1, found.L2);
        return new SplitCandidate(found.Gain, index, 0, false, leftBins, OutputOf(found.Sum), OutputOf(leaf.Sum - found.Sum));
    }

    readonly record struct Found(double Gain, long Sum, int[]? Left, double L2)
    {
        public static readonly Found Nothing = new(0, 0, null, 0);
    }
}
