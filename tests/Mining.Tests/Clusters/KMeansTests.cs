using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Clusters;

public sealed class KMeansTests
{
    static readonly RunContext s_run = new();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 3, 5)]
    [InlineData(203, 1, 3)]
    [InlineData(333, 10, 7)]
    [InlineData(401, 4, 8)]
    [InlineData(402, 5, 9)]
    [InlineData(507, 2, 17)]
    public void Agrees_with_the_naive_iterations(int rowCount, int featureCount, int clusterCount)
    {
        var blobs = Blobs.Draw(rowCount, featureCount, clusterCount, rowCount, spread: 5);
        var start = blobs.Rows([.. Enumerable.Range(0, clusterCount)]);
        var naive = NaiveKMeans.Fit(blobs.X, start, 1e-4);

        var model = KMeans.Fit(blobs.X, new KMeansOptions { ClusterCount = clusterCount, InitialCenters = start }, s_run);

        model.Iterations.ShouldBe(naive.Iterations);
        model.Centers.ToArray().ShouldBe(naive.Centers, 1e-9);
        model.Inertia.ShouldBe(naive.Inertia, 1e-9 * Math.Max(1, naive.Inertia));
        Labels(model, blobs.X).ShouldBe(naive.Labels);
    }

    [Fact]
    public void Ends_where_a_published_example_worked_by_hand_ends()
    {
        // Seven subjects on two scales, from subjects 1 and 4: the worked example of the tutorial "K-Means Clustering" on mnemstudio.org,
        // which ends as {1, 2} with center (1.3, 1.5) and {3, .., 7} with center (3.9, 5.1).
        var x = new FeatureMatrix([1, 1, 1.5f, 2, 3, 4, 5, 7, 3.5f, 5, 4.5f, 5, 3.5f, 4.5f], 7, 2);

        var model = KMeans.Fit(x, new KMeansOptions { ClusterCount = 2, InitialCenters = [1, 1, 5, 7] }, s_run);

        Labels(model, x).ShouldBe([0, 0, 1, 1, 1, 1, 1]);
        model.Centers.ToArray().ShouldBe([1.25, 1.5, 3.9, 5.1], 1e-12);
    }

    [Fact]
    public void Labels_are_exact_where_float_cannot_tell_centers_apart()
    {
        // An offset of 10,000 leaves float scores wrong by more than the distances; every label must still be that of exact distances.
        var random = new Random(1);
        var x = new FeatureMatrix([.. Enumerable.Range(0, 3_000).Select(_ => 10_000 + (float)random.NextDouble())], 1_000, 3);
        var centers = Enumerable.Range(0, 27).Select(_ => 10_000 + random.NextDouble()).ToArray();

        var model = KMeans.Fit(x, new KMeansOptions { ClusterCount = 9, InitialCenters = centers, MaxIterations = 1 }, s_run);

        Labels(model, x).ShouldBe(Enumerable.Range(0, 1_000).Select(row => NaiveKMeans.Nearest(x.Row(row), model.Centers.ToArray())));
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e-30f)]
    [InlineData(3e38f)]
    public void Labels_are_exact_where_float_products_overflow_or_vanish(float unit)
    {
        var x = new FeatureMatrix([.. new[] { -1f, -0.9f, 0.1f, 0.2f, 0.8f, 1f, 0.9f, -0.8f }.Select(value => value * unit)], 8, 1);

        var model = KMeans.Fit(x, new KMeansOptions { ClusterCount = 3, InitialCenters = [-unit, 0, unit] }, s_run);

        Labels(model, x).ShouldBe([0, 0, 1, 1, 2, 2, 2, 0]);
    }

    [Fact]
    public void Finds_the_blobs_from_its_own_seeds()
    {
        var blobs = Blobs.Draw(4_000, 4, 5, seed: 3);

        var model = KMeans.Fit(blobs.X, new KMeansOptions { ClusterCount = 5, Restarts = 3 }, s_run);

        AdjustedRand.Of(Labels(model, blobs.X), blobs.Truth).ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void Has_the_same_bits_for_any_number_of_threads()
    {
        var blobs = Blobs.Draw(30_001, 7, 6, seed: 4, spread: 6);
        var options = new KMeansOptions { ClusterCount = 6 };

        var serial = KMeans.Fit(blobs.X, options, s_run);
        var parallel = KMeans.Fit(blobs.X, options, new RunContext(MaxThreads: 3));

        parallel.Centers.ToArray().ShouldBe(serial.Centers.ToArray());
        parallel.Inertia.ShouldBe(serial.Inertia);
    }

    [Fact]
    public void A_center_without_rows_moves_to_the_farthest_row()
    {
        var x = new FeatureMatrix([0, 1, 2, 50], 4, 1);

        var model = KMeans.Fit(x, new KMeansOptions { ClusterCount = 2, InitialCenters = [1, 1000] }, s_run);

        Labels(model, x).ShouldBe([0, 0, 0, 1]);
    }

    [Fact]
    public void Equal_rows_leave_clusters_empty_and_end()
    {
        var x = new FeatureMatrix([3, 3, 3, 3], 4, 1);

        var model = KMeans.Fit(x, new KMeansOptions { ClusterCount = 3 }, s_run);

        model.Inertia.ShouldBe(0);
        model.Converged.ShouldBeTrue();
    }

    [Fact]
    public void Moving_all_rows_moves_the_centers_along()
    {
        var blobs = Blobs.Draw(900, 3, 4, seed: 5);
        var moved = new FeatureMatrix([.. Enumerable.Range(0, 900).SelectMany(row => blobs.X.Row(row).ToArray()).Select(value => value + 64)], 900, 3);
        var options = new KMeansOptions { ClusterCount = 4 };

        KMeans.Fit(moved, options, s_run).Centers.ToArray().Select(value => value - 64).ShouldBe(KMeans.Fit(blobs.X, options, s_run).Centers.ToArray(), 1e-4);
    }

    [Fact]
    public void Shuffled_rows_keep_their_clusters()
    {
        var blobs = Blobs.Draw(700, 3, 4, seed: 31, spread: 4);
        var order = Enumerable.Range(0, 700).ToArray();
        new Random(2).Shuffle(order);
        var shuffled = new FeatureMatrix([.. order.SelectMany(row => blobs.X.Row(row).ToArray())], 700, 3);
        var options = new KMeansOptions { ClusterCount = 4, InitialCenters = blobs.Rows(0, 1, 2, 3) };

        var (one, other) = (KMeans.Fit(blobs.X, options, s_run), KMeans.Fit(shuffled, options, s_run));

        other.Inertia.ShouldBe(one.Inertia, 1e-9 * one.Inertia);
        for (var row = 0; row < 700; row++) other.Predict(shuffled.Row(row)).ShouldBe(one.Predict(blobs.X.Row(order[row])));
    }

    [Fact]
    public void Twice_the_unit_is_twice_the_center()
    {
        var blobs = Blobs.Draw(500, 3, 4, seed: 32, spread: 4);
        var doubled = new FeatureMatrix([.. Enumerable.Range(0, 500).SelectMany(row => blobs.X.Row(row).ToArray()).Select(value => 2 * value)], 500, 3);
        var options = new KMeansOptions { ClusterCount = 4, InitialCenters = blobs.Rows(0, 1, 2, 3) };

        var (one, two) = (KMeans.Fit(blobs.X, options, s_run), KMeans.Fit(doubled, options with { InitialCenters = [.. options.InitialCenters!.Select(value => 2 * value)] }, s_run));

        two.Iterations.ShouldBe(one.Iterations);
        for (var cluster = 0; cluster < 4; cluster++) two.Center(cluster).ToArray().ShouldBe(one.Center(cluster).ToArray().Select(value => 2 * value), 1e-9);
    }

    [Fact]
    public void Memberships_add_up_and_favour_the_nearest()
    {
        var blobs = Blobs.Draw(300, 3, 4, seed: 6);
        var model = KMeans.Fit(blobs.X, new KMeansOptions { ClusterCount = 4 }, s_run);
        var shares = new double[4];

        for (var row = 0; row < 300; row++)
        {
            model.Memberships(blobs.X.Row(row), shares);
            shares.Sum().ShouldBe(1, 1e-12);
            shares[model.Predict(blobs.X.Row(row))].ShouldBe(shares.Max());
        }
    }

    [Fact]
    public void Survives_saving()
    {
        var blobs = Blobs.Draw(300, 3, 4, seed: 7);
        var model = KMeans.Fit(blobs.X, new KMeansOptions { ClusterCount = 4 }, s_run);
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;

        var loaded = KMeansModel.Load(stream);

        loaded.Centers.ToArray().ShouldBe(model.Centers.ToArray());
        loaded.Inertia.ShouldBe(model.Inertia);
    }

    [Fact]
    public void Refuses_more_clusters_than_rows() =>
        Should.Throw<ArgumentOutOfRangeException>(() => KMeans.Fit(new FeatureMatrix([1, 2], 2, 1), new KMeansOptions { ClusterCount = 3 }, s_run)).Message.ShouldContain("2 rows");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Names_the_value_that_is_none(float broken) =>
        Should.Throw<ArgumentException>(() => KMeans.Fit(new FeatureMatrix([1, 2, 3, 4, 5, broken], 3, 2), new KMeansOptions { ClusterCount = 1 }, s_run))
            .Message.ShouldContain("Feature 1 of row 2");

    static int[] Labels(KMeansModel model, FeatureMatrix x)
    {
        var labels = new int[x.RowCount];
        model.Predict(x, labels);
        return labels;
    }
}
