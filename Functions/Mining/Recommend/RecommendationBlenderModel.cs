using CrmInsights.Mining.Recommend.Internals;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Recommend;

/// <summary>A fitted blender. Immutable and thread-safe.</summary>
public sealed class RecommendationBlenderModel
{
    readonly TreeEnsemble _trees;

    internal RecommendationBlenderModel(TreeEnsemble trees) => _trees = trees;

    /// <summary>Scores the candidates of one user; only their order means something.</summary>
    /// <param name="list">Scores of the same recommenders in the same order as in training; grades are not looked at.</param>
    /// <param name="scores">Filled; one score a candidate.</param>
    /// <exception cref="ArgumentException">There are more or fewer recommenders than in training.</exception>
    public void Score(BlendList list, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, list.CandidateCount, nameof(scores));
        var width = BlendFeatures.CountOf(list.Scores.Count);
        var features = BlendFeatures.Of(list);
        for (var candidate = 0; candidate < scores.Length; candidate++) scores[candidate] = _trees.PredictMargin(features.AsSpan(candidate * width, width));
    }

    /// <summary>Writes the trees in LightGBM's text format.</summary>
    public void Save(Stream stream) => _trees.Save(stream);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is damaged, or its features are not those of a blender.</exception>
    public static RecommendationBlenderModel Load(Stream stream)
    {
        var trees = TreeEnsemble.Load(stream);
        if (trees.OutputCount != 1 || trees.FeatureCount % BlendFeatures.CountOf(1) != 0)
            throw new InvalidDataException($"Blender: found {trees.FeatureCount} features and {trees.OutputCount} outputs, expected three features a recommender and one output.");
        return new RecommendationBlenderModel(trees);
    }
}
