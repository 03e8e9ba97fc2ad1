using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>Grows a tree depth first. Every feature keeps its rows sorted, and each node is a stretch of them.</summary>
/// <remarks>The sorted lists that are only parted, never sorted again: Shafer, Agrawal and Mehta (1996), SPRINT, VLDB.</remarks>
sealed class CartGrower(CartSamples samples, DecisionTreeOptions options, RunContext run)
{
    const int RowsWorthThreads = 2_048;
    /// <summary>A gain below this share of the root's impurity is rounding.</summary>
    const double LeastGain = 1e-12;

    readonly bool[] _goesLeft = new bool[samples.Columns[0].Length];
    int[][] _sorted = [];

    /// <summary>The nodes of a tree on the rows that are wanted, the root first.</summary>
    public CartNode[] Grow(Predicate<int> isWanted)
    {
        _sorted = Array.ConvertAll(samples.Sorted, rows => Array.FindAll(rows, isWanted));
        var nodes = new List<CartNode>();
        var waiting = new Stack<(CartStretch Stretch, int Parent, bool IsLeft)>();
        waiting.Push((new CartStretch(0, _sorted[0].Length, 0), -1, false));
        var settled = 0;
        while (waiting.TryPop(out var next))
        {
            run.Report(settled, _sorted[0].Length);
            var (node, place) = (Describe(next.Stretch), nodes.Count);
            var split = FindSplit(next.Stretch, node, nodes.Count == 0 ? node : nodes[0]);
            nodes.Add(node with { Split = split });
            if (next.Parent >= 0) nodes[next.Parent] = next.IsLeft ? nodes[next.Parent] with { Left = place } : nodes[next.Parent] with { Right = place };
            if (split is null)
            {
                settled += next.Stretch.Count;
                continue;
            }
            var leftCount = Part(next.Stretch, split);
            waiting.Push((next.Stretch.After(leftCount), place, false));
            waiting.Push((next.Stretch.Before(leftCount), place, true));
        }
        return [.. nodes];
    }

    CartNode Describe(CartStretch stretch)
    {
        var totals = new double[samples.Task.Width];
        foreach (var row in _sorted[0].AsSpan(stretch.Start, stretch.Count)) samples.Add(row, totals);
        return new CartNode(totals, stretch.Count);
    }

    ParallelOptions Threads() => new() { MaxDegreeOfParallelism = run.MaxThreads, CancellationToken = run.Cancellation };

    CartSplit? FindSplit(CartStretch stretch, CartNode node, CartNode root)
    {
        if (stretch.Count < options.MinRowsPerSplit || stretch.Count < 2 * options.MinRowsPerLeaf) return null;
        if (options.MaxDepth > 0 && stretch.Depth >= options.MaxDepth) return null;
        var least = LeastGain * samples.Task.Impurity(root.Totals);
        var tie = CartSplit.Tie * samples.Task.Impurity(node.Totals);
        if (samples.Task.Impurity(node.Totals) <= least) return null;
        var found = new CartSplit?[_sorted.Length];
        if (run.MaxThreads > 1 && stretch.Count >= RowsWorthThreads)
            Parallel.For(0, found.Length, Threads(), feature => found[feature] = Search(stretch, node, feature));
        else
            for (var feature = 0; feature < found.Length; feature++) found[feature] = Search(stretch, node, feature);
        CartSplit? best = null;
        foreach (var candidate in found)
            if (candidate is not null && candidate.Gain > Math.Max(least, best is null ? 0 : best.Gain + tie)) best = candidate;
        return best;
    }

    CartSplit? Search(CartStretch stretch, CartNode node, int feature)
    {
        var rows = _sorted[feature].AsSpan(stretch.Start, stretch.Count);
        return samples.Features[feature].Categories is null
            ? new CartNumericalSplit(samples, feature, node, options.MinRowsPerLeaf).Find(rows)
            : new CartCategoricalSplit(samples, feature, node, options.MinRowsPerLeaf).Find(rows);
    }

    int Part(CartStretch stretch, CartSplit split)
    {
        var column = samples.Columns[split.Feature];
        var leftCount = 0;
        foreach (var row in _sorted[0].AsSpan(stretch.Start, stretch.Count))
            if (_goesLeft[row] = split.GoesLeft(column[row])) leftCount++;
        var right = new int[stretch.Count - leftCount];
        foreach (var sorted in _sorted)
        {
            var rows = sorted.AsSpan(stretch.Start, stretch.Count);
            var (toLeft, toRight) = (0, 0);
            foreach (var row in rows)
            {
                if (_goesLeft[row]) rows[toLeft++] = row;
                else right[toRight++] = row;
            }
            right.CopyTo(rows[toLeft..]);
        }
        return leftCount;
    }
}
