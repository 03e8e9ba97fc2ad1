using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Clusters;

/// <summary>Two data sets that the literature clusters again and again, with the figures of R's packages: R/make.R.</summary>
public sealed class PublishedClustersTests
{
    static readonly PeerFigures s_r = PeerFigures.Of("Clusters", "R");
    static readonly FeatureMatrix s_ruspini = s_r.Rows("ruspini", 2), s_faithful = s_r.Rows("faithful", 2);
    static readonly RunContext s_run = new();

    [Fact]
    public void Ruspinis_four_groups_have_the_published_silhouette()
    {
        // Ruspini (1970), Information Sciences 2; an average width of 0.74 for four groups in Rousseeuw (1987), Journal of Computational and Applied Mathematics 20.
        var model = KMeans.Fit(s_ruspini, new KMeansOptions { ClusterCount = 4, Restarts = 5 }, s_run);
        var labels = new int[75];
        model.Predict(s_ruspini, labels);

        AdjustedRand.Of(labels, s_r.Integers("ruspiniLabels")).ShouldBe(1);
        ClusterQuality.Silhouette(s_ruspini, labels, s_run).ShouldBe(0.74, 5e-3);
        ClusterQuality.Silhouette(s_ruspini, labels, s_run).ShouldBe(s_r.Number("ruspiniSilhouette"), 1e-9);
    }

    [Fact]
    public void Stability_and_gap_see_four_groups_in_Ruspinis_data()
    {
        ClusterCount.ByStability(s_ruspini, new ClusterCountOptions { Fewest = 2, Most = 6, Slack = 0 }, s_run).Single(trial => trial.Chosen).Model.ClusterCount.ShouldBe(4);
        GapStatistic.Estimate(GapStatistic.Of(s_ruspini, 7, (40, 3), s_run)).ShouldBe(4);
    }

    [Fact]
    public void Old_Faithful_is_the_mixture_of_mclust()
    {
        // Azzalini and Bowman (1990), Applied Statistics 39: 272 eruptions, short and long.
        var options = new GaussianMixtureOptions { ComponentCount = 2, Tolerance = 1e-14, Regularisation = 1e-13, MaxIterations = 2000 };

        var model = GaussianMixture.Fit(s_faithful, options, s_run);

        var order = Enumerable.Range(0, 2).OrderBy(component => model.Mean(component)[0]).ToArray();
        (model.MeanLogLikelihood * 272).ShouldBe(s_r.Number("faithfulLogLikelihood"), 1e-3, "minutes are read as floats");
        order.Select(model.Weight).ShouldBe(s_r["faithfulWeights"], 1e-4);
        order.SelectMany(component => model.Mean(component).ToArray()).ShouldBe(s_r["faithfulMeans"], 1e-3);
        order.SelectMany(component => model.Covariance(component).ToArray()).ShouldBe(s_r["faithfulCovariances"], 1e-2);
    }
}
