using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Clusters;

public sealed class OtherClusteringTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Dbscan_has_the_labels_of_scikit_learns_documentation()
    {
        var x = new FeatureMatrix([1, 2, 2, 2, 2, 3, 8, 7, 8, 8, 25, 80], 6, 2);

        Dbscan.Fit(x, new DbscanOptions { Radius = 3, MinNeighbours = 2 }, s_run).ShouldBe([0, 0, 0, 1, 1, -1]);
    }

    [Fact]
    public void Dbscan_joins_what_a_chain_of_cores_joins()
    {
        var blobs = Blobs.Draw(250, 2, 4, seed: 11, spread: 2);
        var options = new DbscanOptions { Radius = 0.9, MinNeighbours = 4 };

        var labels = Dbscan.Fit(blobs.X, options, s_run);

        bool Near(int left, int right) => Math.Pow(blobs.X.Row(left)[0] - (double)blobs.X.Row(right)[0], 2) + Math.Pow(blobs.X.Row(left)[1] - (double)blobs.X.Row(right)[1], 2) <= 0.81;
        var all = Enumerable.Range(0, 250).ToArray();
        var cores = all.Where(row => all.Count(other => Near(row, other)) >= 4).ToArray();
        cores.ShouldAllBe(core => labels[core] >= 0);
        foreach (var core in cores) cores.Where(other => Near(core, other)).ShouldAllBe(other => labels[other] == labels[core]);
        foreach (var row in all) (labels[row] >= 0).ShouldBe(cores.Any(core => Near(core, row) && labels[core] == labels[row]));
        labels.Max().ShouldBe(Pieces(cores, Near) - 1);
    }

    [Fact]
    public void A_density_model_labels_the_rows_of_its_fit_as_the_fit_did_and_survives_saving()
    {
        var blobs = Blobs.Draw(400, 2, 4, seed: 11, spread: 2);
        var options = new DbscanOptions { Radius = 0.9, MinNeighbours = 6 };
        var labels = Dbscan.Fit(blobs.X, options, s_run);
        using var stream = new MemoryStream();
        DbscanModel.Of(blobs.X, labels, options, s_run).Save(stream);
        stream.Position = 0;

        var model = DbscanModel.Load(stream);

        model.ClusterCount.ShouldBe(labels.Max() + 1);
        model.CoreCount.ShouldBeLessThan(labels.Count(label => label >= 0));   // border rows are there and tested
        Enumerable.Range(0, 400).Select(row => model.Predict(blobs.X.Row(row))).ShouldBe(labels);
    }

    [Fact]
    public void A_density_model_calls_noise_what_no_core_reaches()
    {
        var x = new FeatureMatrix([0, 1, 2, 5, 20, 21, 22], 7, 1);
        var options = new DbscanOptions { Radius = 1, MinNeighbours = 3 };
        var model = DbscanModel.Of(x, Dbscan.Fit(x, options, s_run), options, s_run);

        // Cores are 1 and 21.
        new[] { -0.5f, 0, 2, 2.25f, 20, 22.5f }.Select(value => model.Predict([value])).ShouldBe([-1, 0, 0, -1, 1, -1]);
        model.CoreCount.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Mixture_finds_the_means_of_scikit_learns_documentation(bool full)
    {
        var x = new FeatureMatrix([1, 2, 1, 4, 1, 0, 10, 2, 10, 4, 10, 0], 6, 2);

        var model = GaussianMixture.Fit(x, new GaussianMixtureOptions { ComponentCount = 2, FullCovariance = full }, s_run);

        new[] { model.Mean(0).ToArray(), model.Mean(1).ToArray() }.OrderBy(mean => mean[0]).SelectMany(mean => mean).ShouldBe([1, 2, 10, 2], 1e-6);
        model.Covariance(0)[3].ShouldBe(8 / 3.0, 1e-4);   // variance of 0, 2, 4
    }

    [Fact]
    public void Mixture_of_one_is_mean_and_covariance()
    {
        var blobs = Blobs.Draw(500, 2, 3, seed: 12);
        double[] left = [.. blobs.X.Column(0).Select(value => (double)value)], right = [.. blobs.X.Column(1).Select(value => (double)value)];

        var model = GaussianMixture.Fit(blobs.X, new GaussianMixtureOptions { ComponentCount = 1 }, s_run);

        model.Mean(0)[1].ShouldBe(right.Average(), 1e-9);
        model.Covariance(0)[1].ShouldBe(left.Zip(right, (a, b) => (a - left.Average()) * (b - right.Average())).Average(), 1e-9);
    }

    [Fact]
    public void Mixture_finds_blobs_and_never_loses_likelihood()
    {
        var blobs = Blobs.Draw(2_000, 3, 4, seed: 13, spread: 1.5);
        var options = new GaussianMixtureOptions { ComponentCount = 4 };

        var values = Enumerable.Range(1, 12).Select(count => GaussianMixture.Fit(blobs.X, options with { MaxIterations = count }, s_run).MeanLogLikelihood).ToArray();
        var model = GaussianMixture.Fit(blobs.X, options, s_run);

        for (var i = 1; i < values.Length; i++) values[i].ShouldBeGreaterThanOrEqualTo(values[i - 1] - 1e-6);
        AdjustedRand.Of([.. Enumerable.Range(0, 2_000).Select(row => model.Predict(blobs.X.Row(row)))], blobs.Truth).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Mixture_has_the_same_bits_for_any_number_of_threads_and_survives_saving()
    {
        var blobs = Blobs.Draw(6_000, 3, 4, seed: 14, spread: 4);
        var model = GaussianMixture.Fit(blobs.X, new GaussianMixtureOptions(), s_run);
        using var stream = new MemoryStream();
        GaussianMixture.Fit(blobs.X, new GaussianMixtureOptions(), new RunContext(MaxThreads: 3)).Save(stream);
        stream.Position = 0;
        var loaded = GaussianMixtureModel.Load(stream);
        double[] expected = new double[4], shares = new double[4];

        loaded.Responsibilities(blobs.X.Row(7), shares).ShouldBe(model.Responsibilities(blobs.X.Row(7), expected));
        shares.ShouldBe(expected);
        shares.Sum().ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Fuzzy_means_are_a_fixed_point_of_both_formulas()
    {
        var blobs = Blobs.Draw(400, 2, 3, seed: 15, spread: 3);
        var model = FuzzyCMeans.Fit(blobs.X, new FuzzyCMeansOptions { ClusterCount = 3, Fuzziness = 1.8, Tolerance = 1e-18 }, s_run);
        var degrees = Enumerable.Range(0, 400).Select(row => Degrees(blobs.X.Row(row), model, 1.8)).ToArray();

        for (var cluster = 0; cluster < 3; cluster++)
            for (var feature = 0; feature < 2; feature++)
            {
                var weights = degrees.Select(row => Math.Pow(row[cluster], 1.8)).ToArray();
                model.Center(cluster)[feature].ShouldBe(weights.Select((weight, row) => weight * blobs.X.Row(row)[feature]).Sum() / weights.Sum(), 1e-6);
            }
        var shares = new double[3];
        model.Memberships(blobs.X.Row(5), shares, 1.8);
        shares.ShouldBe(degrees[5], 1e-12);
    }

    [Fact]
    public void Fuzzy_means_near_fuzziness_1_are_k_means()
    {
        var blobs = Blobs.Draw(600, 3, 4, seed: 16);

        var fuzzy = FuzzyCMeans.Fit(blobs.X, new FuzzyCMeansOptions { ClusterCount = 4, Fuzziness = 1.05 }, s_run);
        var hard = KMeans.Fit(blobs.X, new KMeansOptions { ClusterCount = 4, Tolerance = 0 }, s_run);

        fuzzy.Inertia.ShouldBe(hard.Inertia, 1e-3 * hard.Inertia);
    }

    [Fact]
    public void Mini_batches_come_near_the_whole()
    {
        var blobs = Blobs.Draw(20_000, 5, 6, seed: 17);
        var whole = KMeans.Fit(blobs.X, new KMeansOptions { ClusterCount = 6, Restarts = 3 }, s_run);

        var batches = MiniBatchKMeans.Fit(blobs.X, new MiniBatchKMeansOptions { ClusterCount = 6 }, s_run);

        batches.Inertia.ShouldBeInRange(whole.Inertia * 0.999999, whole.Inertia * 1.1);
        MiniBatchKMeans.Fit(blobs.X, new MiniBatchKMeansOptions { ClusterCount = 6 }, new RunContext(MaxThreads: 3)).Inertia.ShouldBe(batches.Inertia);
    }

    static double[] Degrees(ReadOnlySpan<float> row, KMeansModel model, double fuzziness)
    {
        var distances = new double[model.ClusterCount];
        for (var cluster = 0; cluster < distances.Length; cluster++)
            for (var i = 0; i < row.Length; i++) distances[cluster] += Math.Pow(row[i] - model.Center(cluster)[i], 2);
        return [.. distances.Select(own => 1 / distances.Sum(other => Math.Pow(own / other, 1 / (fuzziness - 1))))];
    }

    static int Pieces(int[] nodes, Func<int, int, bool> near)
    {
        var (seen, pieces) = (new HashSet<int>(), 0);
        foreach (var start in nodes)
        {
            if (!seen.Add(start)) continue;
            pieces++;
            var waiting = new Stack<int>([start]);
            while (waiting.TryPop(out var node))
                foreach (var next in nodes)
                    if (near(node, next) && seen.Add(next)) waiting.Push(next);
        }
        return pieces;
    }
}
