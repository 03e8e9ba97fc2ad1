using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Rows and features drawn for each tree come from the seed alone.</summary>
public sealed class SamplingTests
{
    static GradientBoostingOptions Options(int seed) => TreeData.Options() with { RowShare = 0.6, FeatureShare = 0.5, Seed = seed };

    [Fact]
    public void The_same_seed_draws_the_same_for_any_number_of_threads()
    {
        var data = TreeData.Binary(3_000, seed: 61);

        var texts = new[] { 1, 2, 5 }.Select(threads => TreeData.Text(GradientBoosting.Fit(data, Options(seed: 8), new RunContext(MaxThreads: threads)))).ToArray();

        texts[1].ShouldBe(texts[0]);
        texts[2].ShouldBe(texts[0]);
    }

    [Fact]
    public void Another_seed_draws_others()
    {
        var data = TreeData.Binary(1_000, seed: 62);

        TreeData.Text(TreeData.Fit(data, Options(seed: 8))).ShouldNotBe(TreeData.Text(TreeData.Fit(data, Options(seed: 9))));
    }

    [Fact]
    public void A_tree_of_half_the_features_splits_on_no_more_than_these()
    {
        var data = TreeData.Binary(2_000, seed: 63);

        for (var seed = 0; seed < 5; seed++)
        {
            var model = TreeData.Fit(data, Options(seed) with { TreeCount = 1 });
            TreeImportance.Splits(model).Count(splits => splits > 0).ShouldBeLessThanOrEqualTo(4);     // half of seven, rounded up
        }
    }
}
