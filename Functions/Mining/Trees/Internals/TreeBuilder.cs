namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Turns a grown tree into a fitted one: leaf values from the unrounded gradients, bins into thresholds and categories.</summary>
sealed class TreeBuilder(BinnedRows binned, GradientBoostingOptions options, ThreadTeam team)
{
    /// <summary>Builds the tree. Leaf values are Newton steps, shrunk by the learning rate and held to their monotone bounds.</summary>
    public Tree Build(GrownTree grown, float[] gradients, float[] hessians)
    {
        var leafCount = grown.Leaves.Count;
        var sums = new (double Gradient, double Hessian)[leafCount];
        team.Run(leafCount, leaf => sums[leaf] = Sum(grown.RowsOf(grown.Leaves[leaf]), gradients, hessians));
        var values = new double[leafCount];
        for (var leaf = 0; leaf < leafCount; leaf++)
        {
            var value = SplitRules.Output(sums[leaf].Gradient, sums[leaf].Hessian, options.L1, options.L2);
            values[leaf] = Math.Clamp(value, grown.Leaves[leaf].Lower, grown.Leaves[leaf].Upper) * options.LearningRate;
        }
        return Assemble(grown, values, [.. sums.Select(sum => sum.Hessian)]);
    }

    static (double, double) Sum(ReadOnlySpan<int> rows, float[] gradients, float[] hessians)
    {
        var (gradient, hessian) = (0.0, 0.0);
        foreach (var row in rows)
        {
            gradient += gradients[row];
            hessian += hessians[row];
        }
        return (gradient, hessian);
    }

    Tree Assemble(GrownTree grown, double[] leafValues, double[] leafWeights)
    {
        var nodes = new NodeArrays(grown.Splits.Count);
        for (var node = 0; node < grown.Splits.Count; node++) nodes.Describe(node, grown.Splits[node], binned.Features);
        var counts = grown.Leaves.ConvertAll(leaf => leaf.Count).ToArray();
        nodes.SumUp(grown, leafValues, leafWeights, counts);
        return new Tree
        {
            SplitFeature = nodes.Feature,
            Threshold = nodes.Threshold,
            Kind = nodes.Kind,
            SplitGain = nodes.Gain,
            Left = [.. grown.LeftChild],
            Right = [.. grown.RightChild],
            InternalValue = nodes.Value,
            InternalWeight = nodes.Weight,
            InternalCount = nodes.Count,
            LeafValue = leafValues,
            LeafWeight = leafWeights,
            LeafCount = counts,
            CategoryStarts = [.. nodes.CategoryStarts],
            CategoryBits = [.. nodes.CategoryBits],
            Shrinkage = options.LearningRate,
        };
    }
}
