namespace CrmInsights.Mining.Recommend;

/// <summary>Candidates for one user with what several recommenders say of them.</summary>
/// <param name="Scores">One list a recommender, one score a candidate; NaN where the recommender says nothing.</param>
/// <param name="Grades">How good each candidate turned out, 0 or more: 1 where it was taken. Only needed to learn.</param>
public sealed record BlendList(IReadOnlyList<double[]> Scores, IReadOnlyList<int> Grades)
{
    /// <summary>Number of candidates.</summary>
    public int CandidateCount => Scores.Count == 0 ? 0 : Scores[0].Length;
}
