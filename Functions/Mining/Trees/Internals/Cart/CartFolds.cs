using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>Judges the trees of a pruning path on rows they were not grown on.</summary>
/// <remarks>Breiman et al. (1984), sections 3.4.2 and 11.5: each fold's tree is pruned at the geometric means of neighbouring alphas.</remarks>
sealed class CartFolds(CartSamples samples, DecisionTreeOptions options, RunContext run)
{
    /// <summary>The steps with their cost on held-out rows.</summary>
    public IReadOnlyList<PruningStep> Judge(IReadOnlyList<PruningStep> steps)
    {
        double[] prices = [.. steps.Select((step, i) => i + 1 < steps.Count ? Math.Sqrt(step.Alpha * steps[i + 1].Alpha) : double.PositiveInfinity)];
        var (sums, squares) = (new double[prices.Length + 1], new double[prices.Length + 1]);
        var folds = Deal();
        for (var fold = 0; fold < options.FoldCount; fold++)
        {
            var held = fold;
            var nodes = new CartGrower(samples, options, run.Part(fold, options.FoldCount)).Grow(row => folds[row] != held);
            var places = PlacesOf(WeakestLink.Of(nodes, samples.Task), nodes, prices);
            foreach (var row in samples.Rows)
                if (folds[row] == fold) AddLosses(nodes, places, row, (sums, squares));
        }
        return Summarise(steps, sums, squares);
    }

    /// <summary>The smallest tree whose cost is at most so many standard errors above the lowest.</summary>
    public static PruningStep Choose(IReadOnlyList<PruningStep> steps, double standardErrors)
    {
        var lowest = steps.MinBy(step => step.CrossValidatedCost)!;
        return steps.Last(step => step.CrossValidatedCost <= lowest.CrossValidatedCost + standardErrors * lowest.StandardError);
    }

    /// <summary>A fold for every row; classes are dealt evenly.</summary>
    int[] Deal()
    {
        var rows = (int[])samples.Rows.Clone();
        Draws.Of(options.Seed, stream: 0).Shuffle(rows);
        if (samples.Task.IsClasses) rows = [.. rows.OrderBy(samples.Label)];
        var folds = new int[samples.Columns[0].Length];
        for (var i = 0; i < rows.Length; i++) folds[rows[i]] = i % options.FoldCount;
        return folds;
    }

    /// <summary>Of each node, the first price at which it is a leaf.</summary>
    static int[] PlacesOf(WeakestLink pruning, CartNode[] nodes, double[] prices)
    {
        var places = new int[nodes.Length];
        for (var node = 0; node < nodes.Length; node++)
        {
            if (nodes[node].Split is null) continue;
            var place = Array.BinarySearch(prices, pruning.Alphas[node]);
            places[node] = place < 0 ? ~place : place;
        }
        return places;
    }

    /// <summary>Adds a row's loss at each price, as differences from price to price: few nodes stand for many prices.</summary>
    void AddLosses(CartNode[] nodes, int[] places, int row, (double[] Losses, double[] Squares) sums)
    {
        var (node, end) = (0, sums.Losses.Length - 1);
        var weight = samples.Weight(row);
        var values = samples.Row(row);
        while (true)
        {
            if (places[node] < end)
            {
                var loss = samples.Task.Loss(samples.Label(row), nodes[node].Totals);
                sums.Losses[places[node]] += weight * loss;
                sums.Losses[end] -= weight * loss;
                sums.Squares[places[node]] += weight * loss * loss;
                sums.Squares[end] -= weight * loss * loss;
                end = places[node];
            }
            if (end == 0 || nodes[node].Split is not { } split) return;
            node = split.GoesLeft(values[split.Feature]) ? nodes[node].Left : nodes[node].Right;
        }
    }

    PruningStep[] Summarise(IReadOnlyList<PruningStep> steps, double[] sums, double[] squares)
    {
        var weight = samples.Rows.Sum(samples.Weight);
        var effective = weight * weight / samples.Rows.Sum(row => samples.Weight(row) * samples.Weight(row));
        var judged = new PruningStep[steps.Count];
        var (sum, square) = (0.0, 0.0);
        for (var i = 0; i < judged.Length; i++)
        {
            sum += sums[i];
            square += squares[i];
            var mean = sum / weight;
            var variance = Math.Max(0, square / weight - mean * mean);
            judged[i] = steps[i] with { CrossValidatedCost = mean, StandardError = Math.Sqrt(variance / effective) };
        }
        return judged;
    }
}
