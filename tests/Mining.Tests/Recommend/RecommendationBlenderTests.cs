using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Recommend;

public sealed class RecommendationBlenderTests
{
    static readonly RunContext s_run = new();
    static readonly GradientBoostingOptions s_options = new() { TreeCount = 60, LeafCount = 15, MinRowsPerLeaf = 10 };

    [Fact]
    public void A_blend_ranks_better_than_each_of_its_sources()
    {
        var model = RecommendationBlender.Fit(Lists(300, seed: 1), s_options, s_run);
        var test = Lists(100, seed: 2);

        var blend = test.Average(list => Ndcg(Scored(model, list), list));

        for (var source = 0; source < 3; source++) blend.ShouldBeGreaterThan(test.Average(list => Ndcg(list.Scores[source], list)) + 0.03);
    }

    [Fact]
    public void The_order_of_the_candidates_does_not_matter()
    {
        var model = RecommendationBlender.Fit(Lists(100, seed: 3), s_options, s_run);
        var list = Lists(1, seed: 4)[0];
        var reversed = new BlendList([.. list.Scores.Select(scores => scores.Reverse().ToArray())], []);

        Scored(model, reversed).Reverse().ShouldBe(Scored(model, list));
    }

    [Fact]
    public void A_blender_survives_save_and_load()
    {
        var model = RecommendationBlender.Fit(Lists(100, seed: 5), s_options, s_run);
        var list = Lists(1, seed: 6)[0];

        Scored(RecommendationBlenderModel.Load(Tastes.Stored(model.Save)), list).ShouldBe(Scored(model, list));
    }

    [Fact]
    public void Lists_that_do_not_fit_each_other_are_named()
    {
        BlendList[] lists = [new([[1, 2], [3, 4]], [0, 1]), new([[1, 2]], [0, 1])];

        Should.Throw<ArgumentException>(() => RecommendationBlender.Fit(lists, s_options, s_run)).Message.ShouldContain("List 1 has scores of 1");
        Should.Throw<ArgumentException>(() => RecommendationBlender.Fit([new([[1, 2]], [1])], s_options, s_run)).Message.ShouldContain("1 grades for 2 candidates");
    }

    static double[] Scored(RecommendationBlenderModel model, BlendList list)
    {
        var scores = new double[list.CandidateCount];
        model.Score(list, scores);
        return scores;
    }

    static double Ndcg(double[] scores, BlendList list) =>
        RankingMetrics.Ndcg([.. scores.Select(score => double.IsNaN(score) ? -1 : score)], [.. list.Grades.Select(grade => (float)grade)], 5);

    /// <summary>The true liking is a sum that each source sees one part of, the third only now and then.</summary>
    static BlendList[] Lists(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var parts = Enumerable.Range(0, 20).Select(_ => (A: random.NextDouble(), B: random.NextDouble(), C: random.NextDouble())).ToArray();
            return new BlendList(
                [[.. parts.Select(part => part.A)], [.. parts.Select(part => 10 * part.B)], [.. parts.Select(part => random.Next(4) == 0 ? double.NaN : part.C)]],
                [.. parts.Select(part => part.A + part.B + part.C > 2 ? 1 : 0)]);
        })];
    }
}
