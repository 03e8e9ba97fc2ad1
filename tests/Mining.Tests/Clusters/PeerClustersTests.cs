using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Clusters;

/// <summary>Clusters of the same rows by scikit-learn and SciPy (ScikitLearn/make.py) and e1071 (R/make.R).</summary>
public sealed class PeerClustersTests
{
    static readonly PeerFigures s_python = PeerFigures.Of("Clusters", "ScikitLearn"), s_r = PeerFigures.Of("Clusters", "R");
    static readonly FeatureMatrix s_x = s_python.Rows("x", 3);
    static readonly RunContext s_run = new();

    [Fact]
    public void K_means_from_the_same_start_ends_as_scikit_learns()
    {
        var start = s_python["x"][..12];

        var model = KMeans.Fit(s_x, new KMeansOptions { ClusterCount = 4, InitialCenters = start, Tolerance = 1e-4 }, s_run);

        var labels = new int[s_x.RowCount];
        model.Predict(s_x, labels);
        labels.ShouldBe(s_python.Integers("kMeansLabels"));
        model.Centers.ToArray().ShouldBe(s_python["kMeansCenters"], 1e-9);
        model.Inertia.ShouldBe(s_python["kMeans"][0], 1e-8);
        model.Iterations.ShouldBe((int)s_python["kMeans"][1]);
    }

    [Fact]
    public void Dbscan_finds_the_clusters_of_scikit_learn()
    {
        var labels = Dbscan.Fit(s_x, new DbscanOptions { Radius = 1.5, MinNeighbours = 5 }, s_run);

        // Border rows between two clusters belong to the one found first, in both programs.
        labels.ShouldBe(s_python.Integers("dbscan"));
        labels.ShouldContain(-1);
        labels.Max().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Silhouette_and_Davies_Bouldin_are_those_of_scikit_learn()
    {
        int[][] labels = [s_python.Integers("kMeansLabels"), s_python.Integers("dbscan")];

        labels.Select(one => ClusterQuality.Silhouette(s_x, one, s_run)).ShouldBe(s_python["silhouette"], 1e-12);
        labels.Select(one => ClusterQuality.DaviesBouldin(s_x, one)).ShouldBe(s_python["daviesBouldin"], 1e-12);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("diag")]
    public void A_mixture_settles_where_scikit_learns_settles(string kind)
    {
        var options = new GaussianMixtureOptions { ComponentCount = 3, FullCovariance = kind == "full", Tolerance = 1e-14, Regularisation = 1e-13, MaxIterations = 5000 };

        var model = GaussianMixture.Fit(s_x, options, s_run);

        var order = Enumerable.Range(0, 3).OrderBy(component => model.Mean(component)[0]).ToArray();
        model.MeanLogLikelihood.ShouldBe(s_python.Number($"{kind}LogLikelihood"), 1e-9);
        order.Select(model.Weight).ShouldBe(s_python[$"{kind}Weights"], 1e-5, "both stop where a step gains less than 1e-13");
        order.SelectMany(component => model.Mean(component).ToArray()).ShouldBe(s_python[$"{kind}Means"], 1e-4);
        order.SelectMany(component => model.Covariance(component).ToArray()).ShouldBe(s_python[$"{kind}Covariances"], 1e-3);
        Enumerable.Range(0, 5).SelectMany(row => Sorted(order, shares => model.Responsibilities(s_x.Row(row), shares))).ShouldBe(s_python[$"{kind}Shares"], 1e-4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1.5)]
    public void Fuzzy_c_means_settle_where_those_of_e1071_settle(double fuzziness)
    {
        var name = fuzziness.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var model = FuzzyCMeans.Fit(s_x, new FuzzyCMeansOptions { ClusterCount = 4, Fuzziness = fuzziness, Tolerance = 1e-20, MaxIterations = 5000 }, s_run);

        var order = Enumerable.Range(0, 4).OrderBy(cluster => model.Center(cluster)[0]).ToArray();
        order.SelectMany(cluster => model.Center(cluster).ToArray()).ShouldBe(s_r[$"centers{name}"], 1e-5, "e1071 stops by the objective, which is flat at its least");
        Enumerable.Range(0, 5).SelectMany(row => Sorted(order, shares => model.Memberships(s_x.Row(row), shares, fuzziness))).ShouldBe(s_r[$"memberships{name}"], 1e-5);
        model.Inertia.ShouldBe(s_r.Number($"objective{name}"), 1e-6 * model.Inertia);
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(1, 8)]
    public void An_assignment_costs_as_little_as_SciPys(int sample, int rowCount)
    {
        var flat = s_python[$"costs{sample}"];
        var costs = new double[rowCount, flat.Length / rowCount];
        Buffer.BlockCopy(flat, 0, costs, 0, flat.Length * sizeof(double));

        var columns = LabelMatching.Assign(costs);

        Enumerable.Range(0, rowCount).Where(row => columns[row] >= 0).Sum(row => costs[row, columns[row]]).ShouldBe(s_python.Number($"cost{sample}"));
    }

    delegate void Fill(Span<double> shares);

    static double[] Sorted(int[] order, Fill fill)
    {
        var shares = new double[order.Length];
        fill(shares);
        return Array.ConvertAll(order, cluster => shares[cluster]);
    }
}
