namespace CrmInsights.Mining.Recommend;

/// <summary>Hit rate, recall, NDCG, coverage and novelty of recommendations, split into repeat and explore.</summary>
/// <remarks>Split after Li et al. (2023), "A next basket recommendation reality check", ACM TOIS 41(4); NDCG after Jarvelin and Kekalainen (2002); novelty after
/// Castells, Vargas and Wang (2011).</remarks>
public static class RecommendationEvaluation
{
    /// <summary>Measures trials down to a rank.</summary>
    /// <param name="trials">One a user.</param>
    /// <param name="userCounts">How many users of training have each item, as <see cref="Interactions.CountUsers"/> says.</param>
    /// <param name="userCount">Users of training.</param>
    /// <param name="cutoff">Ranks that count, at least 1.</param>
    public static RecommendationQuality Measure(IReadOnlyList<RecommendationTrial> trials, IReadOnlyList<int> userCounts, int userCount, int cutoff)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(userCount, 1);
        var shown = trials.SelectMany(trial => trial.Recommended.Take(cutoff)).ToArray();
        foreach (var item in shown) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)userCounts.Count, nameof(trials));
        return new RecommendationQuality
        {
            All = Hits(trials, cutoff, (_, _) => true),
            Repeat = Hits(trials, cutoff, (trial, item) => trial.Known.Contains(item)),
            Explore = Hits(trials, cutoff, (trial, item) => !trial.Known.Contains(item)),
            Coverage = (double)shown.Distinct().Count() / userCounts.Count,
            // An item nobody had counts as had by one, or its surprise would be infinite.
            Novelty = shown.Length == 0 ? double.NaN : shown.Average(item => -Math.Log2(Math.Max(1.0, userCounts[item]) / userCount)),
        };
    }

    static RankedHits Hits(IReadOnlyList<RecommendationTrial> trials, int cutoff, Func<RecommendationTrial, int, bool> isKind)
    {
        var (users, hitRate, recall, ndcg) = (0, 0.0, 0.0, 0.0);
        foreach (var trial in trials)
        {
            var wanted = trial.Taken.Where(item => isKind(trial, item)).ToHashSet();
            if (wanted.Count == 0) continue;
            var ranks = Enumerable.Range(0, Math.Min(cutoff, trial.Recommended.Count)).Where(rank => wanted.Contains(trial.Recommended[rank])).ToArray();
            users++;
            hitRate += ranks.Length > 0 ? 1 : 0;
            recall += (double)ranks.Length / wanted.Count;
            ndcg += ranks.Sum(Discount) / Enumerable.Range(0, Math.Min(cutoff, wanted.Count)).Sum(Discount);
        }
        return new RankedHits(users, hitRate / users, recall / users, ndcg / users);
    }

    static double Discount(int rank) => 1 / Math.Log2(rank + 2);
}
