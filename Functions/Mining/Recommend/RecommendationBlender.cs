using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend.Internals;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Recommend;

/// <summary>One ranking out of those of several recommenders, learned by boosted trees on LambdaRank.</summary>
/// <remarks>Burges (2010), "From RankNet to LambdaRank to LambdaMART". Of each recommender the trees see the score, the score as a share of the list's best, and the
/// reciprocal rank. Learn from lists of a later time than the recommenders were fitted on, or the blender trusts those that remember best.</remarks>
public static class RecommendationBlender
{
    /// <summary>Fits the trees.</summary>
    /// <param name="lists">At least one list, each with at least one candidate and the same recommenders.</param>
    /// <param name="options">Settings of the trees; the objective is always LambdaRank.</param>
    /// <param name="run">Cancellation, progress and threads.</param>
    /// <exception cref="ArgumentException">A list does not fit the others; says which.</exception>
    public static RecommendationBlenderModel Fit(IReadOnlyList<BlendList> lists, GradientBoostingOptions options, RunContext run)
    {
        if (lists.Count == 0) throw new ArgumentException("There is no list to learn from.");
        var sourceCount = lists[0].Scores.Count;
        var features = new List<float>();
        for (var list = 0; list < lists.Count; list++)
        {
            Validate(lists[list], list, sourceCount);
            features.AddRange(BlendFeatures.Of(lists[list]));
        }
        var data = new TrainingData
        {
            Features = new FeatureMatrix([.. features], features.Count / BlendFeatures.CountOf(sourceCount), BlendFeatures.CountOf(sourceCount)),
            Labels = [.. lists.SelectMany(list => list.Grades).Select(grade => (float)grade)],
            Groups = [.. lists.Select(list => list.CandidateCount)],
        };
        return new RecommendationBlenderModel(GradientBoosting.Fit(data, options with { Objective = TreeObjective.LambdaRank }, run));
    }

    static void Validate(BlendList list, int number, int sourceCount)
    {
        if (list.Scores.Count != sourceCount || sourceCount == 0)
            throw new ArgumentException($"List {number} has scores of {list.Scores.Count} recommenders; {Math.Max(1, sourceCount)} were expected.");
        if (list.CandidateCount == 0) throw new ArgumentException($"List {number} has no candidate.");
        if (list.Grades.Count != list.CandidateCount) throw new ArgumentException($"List {number} has {list.Grades.Count} grades for {list.CandidateCount} candidates.");
    }
}
