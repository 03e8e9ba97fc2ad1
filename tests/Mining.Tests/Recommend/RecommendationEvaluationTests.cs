using CrmInsights.Mining.Recommend;

namespace CrmInsights.Mining.Tests.Recommend;

public sealed class RecommendationEvaluationTests
{
    static readonly int[] s_userCounts = [8, 4, 2, 1, 0];

    [Fact]
    public void Figures_of_one_list_are_those_worked_out_by_hand()
    {
        // Ranks 1 and 3 hit; two of the three taken were found. Best list: hits at ranks 1, 2, 3.
        var quality = Measure(3, Trial([0, 1, 2], [0, 2, 4], []));

        quality.All.HitRate.ShouldBe(1);
        quality.All.Recall.ShouldBe(2 / 3.0, 1e-15);
        quality.All.Ndcg.ShouldBe((1 + 1 / 2.0) / (1 + 1 / Math.Log2(3) + 1 / 2.0), 1e-15);
        quality.Coverage.ShouldBe(3 / 5.0);
        quality.Novelty.ShouldBe((0 + 1 + 2) / 3.0, 1e-15);     // shares 1, 1/2 and 1/4 of eight users
    }

    [Fact]
    public void Repeats_and_new_items_are_measured_apart_over_users_who_took_some()
    {
        var quality = Measure(2, Trial([0, 1], [0, 2], [0, 1]), Trial([2, 3], [3], []), Trial([0, 1], [], [0]));

        quality.All.UserCount.ShouldBe(2);
        quality.Repeat.ShouldBe(new RankedHits(1, 1, 1, 1));
        quality.Explore.UserCount.ShouldBe(2);
        quality.Explore.Recall.ShouldBe(0.5);                   // item 2 missed, item 3 found at rank 2
        quality.Explore.Ndcg.ShouldBe(1 / Math.Log2(3) / 2, 1e-15);
        quality.Coverage.ShouldBe(4 / 5.0);
    }

    [Fact]
    public void Only_ranks_down_to_the_cutoff_count() => Measure(1, Trial([0, 1], [1], [])).All.HitRate.ShouldBe(0);

    [Fact]
    public void The_order_of_the_users_does_not_matter()
    {
        var random = new Random(1);
        var trials = Enumerable.Range(0, 20).Select(_ =>
        {
            var items = Enumerable.Range(0, 5).ToArray();
            random.Shuffle(items);
            return Trial(items[..3], items.Where(_ => random.Next(2) == 0).ToArray(), items.Where(_ => random.Next(2) == 0).ToArray());
        }).ToArray();

        var (straight, reversed) = (Measure(3, trials), Measure(3, [.. trials.Reverse()]));

        reversed.All.Ndcg.ShouldBe(straight.All.Ndcg, 1e-12);
        reversed.Explore.Recall.ShouldBe(straight.Explore.Recall, 1e-12);
        reversed.Novelty.ShouldBe(straight.Novelty, 1e-12);
    }

    static RecommendationQuality Measure(int cutoff, params RecommendationTrial[] trials) =>
        RecommendationEvaluation.Measure(trials, s_userCounts, userCount: 8, cutoff);

    static RecommendationTrial Trial(int[] recommended, int[] taken, int[] known) => new(recommended, taken.ToHashSet(), known.ToHashSet());
}
