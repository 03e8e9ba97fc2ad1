using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Clusters;

public sealed class ClusterQualityTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Silhouette_and_davies_bouldin_agree_with_a_hand_worked_line()
    {
        // Rows 0 and 1 against 5 and 7. Widths: 1 - 1/6, 1 - 1/5, 1 - 2/4.5, 1 - 2/6.5. Centers .5 and 6, spreads .5 and 1.
        var x = new FeatureMatrix([0, 1, 5, 7], 4, 1);

        ClusterQuality.Silhouette(x, [0, 0, 1, 1], s_run).ShouldBe((5 / 6.0 + 4 / 5.0 + 2.5 / 4.5 + 4.5 / 6.5) / 4, 1e-12);
        ClusterQuality.DaviesBouldin(x, [0, 0, 1, 1]).ShouldBe(1.5 / 5.5, 1e-12);
    }

    [Fact]
    public void Neither_depends_on_labels_or_noise()
    {
        var x = new FeatureMatrix([0, 1, 5, 7, 100], 5, 1);

        ClusterQuality.Silhouette(x, [9, 9, 2, 2, -1], s_run).ShouldBe(ClusterQuality.Silhouette(new FeatureMatrix([0, 1, 5, 7], 4, 1), [0, 0, 1, 1], s_run));
        ClusterQuality.DaviesBouldin(x, [9, 9, 2, 2, -1]).ShouldBe(1.5 / 5.5, 1e-12);
    }

    [Fact]
    public void A_sample_estimates_the_silhouette()
    {
        var blobs = Blobs.Draw(3_000, 3, 4, seed: 21, spread: 2);
        var whole = ClusterQuality.Silhouette(blobs.X, blobs.Truth, new RunContext(MaxThreads: 2));

        ClusterQuality.Silhouette(blobs.X, blobs.Truth, s_run).ShouldBe(whole);
        ClusterQuality.SampledSilhouette(blobs.X, blobs.Truth, (600, 1), s_run).ShouldBe(whole, 0.03);
        ClusterQuality.SampledSilhouette(blobs.X, blobs.Truth, (9_999, 1), s_run).ShouldBe(whole, 1e-9);
    }

    [Fact]
    public void Refuses_one_cluster() =>
        Should.Throw<ArgumentException>(() => ClusterQuality.DaviesBouldin(new FeatureMatrix([1, 2], 2, 1), [0, 0])).Message.ShouldContain("1 cluster");

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Stability_chooses_the_number_that_was_drawn(int clusterCount)
    {
        var blobs = Blobs.Draw(1_500, 4, clusterCount, seed: 30 + clusterCount);

        var trials = ClusterCount.ByStability(blobs.X, new ClusterCountOptions(), s_run);

        var chosen = trials.Single(trial => trial.Chosen);
        chosen.Model.ClusterCount.ShouldBe(clusterCount);
        chosen.Agreement.ShouldBeGreaterThan(0.99);
        trials.Select(trial => trial.Model.ClusterCount).ShouldBe([3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public void No_number_is_chosen_where_a_cluster_would_be_too_small()
    {
        var x = new FeatureMatrix([.. Enumerable.Repeat(0f, 98), 50, 100], 100, 1);

        ClusterCount.ByStability(x, new ClusterCountOptions { Most = 4 }, s_run).ShouldAllBe(trial => !trial.Chosen);
    }

    [Fact]
    public void Gap_estimates_the_number_that_was_drawn_and_one_where_there_is_none()
    {
        var blobs = Blobs.Draw(400, 2, 3, seed: 41);
        var flat = new Random(5);
        var noise = new FeatureMatrix([.. Enumerable.Range(0, 800).Select(_ => (float)flat.NextDouble())], 400, 2);

        GapStatistic.Estimate(GapStatistic.Of(blobs.X, 6, (10, 1), s_run)).ShouldBe(3);
        GapStatistic.Estimate(GapStatistic.Of(noise, 4, (10, 1), s_run)).ShouldBe(1);
    }
}
