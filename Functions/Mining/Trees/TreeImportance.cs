namespace CrmInsights.Mining.Trees;

/// <summary>How much the trees of an ensemble use each feature.</summary>
/// <remarks>Breiman et al. (1984), section 5.3.4; the same sums as LightGBM's <c>feature_importance</c>. They favour features with many values: beside
/// them, <see cref="PermutationImportance"/> says what the predictions lose.</remarks>
public static class TreeImportance
{
    /// <summary>Loss that the splits on each feature saved in training, over all trees and outputs.</summary>
    public static double[] Gain(TreeEnsemble model)
    {
        var gains = new double[model.FeatureCount];
        foreach (var tree in model.Trees)
            for (var node = 0; node < tree.NodeTotal; node++) gains[tree.SplitFeature[node]] += tree.SplitGain[node];
        return gains;
    }

    /// <summary>Number of splits on each feature, over all trees and outputs.</summary>
    public static int[] Splits(TreeEnsemble model)
    {
        var counts = new int[model.FeatureCount];
        foreach (var tree in model.Trees)
            foreach (var feature in tree.SplitFeature) counts[feature]++;
        return counts;
    }
}
