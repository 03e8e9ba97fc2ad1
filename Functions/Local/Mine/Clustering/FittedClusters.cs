using System.CommandLine;
using System.Runtime.InteropServices;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Clusters of any method, ready to be shown.</summary>
/// <param name="Labels">Cluster of each row; -1 for noise.</param>
/// <param name="Count">Number of clusters.</param>
sealed record FittedClusters(int[] Labels, int Count)
{
    public Func<int, double[]>? CenterOf { get; init; }
    public Action<Stream>? Save { get; init; }
    public int? Iterations { get; init; }
    public double? Inertia { get; init; }
    public double? LogLikelihood { get; init; }
    public Dictionary<string, double>? Parameters { get; init; }
    public IReadOnlyList<string> Lines { get; init; } = [];
    /// <summary>Share of each cluster in a row; null where a row belongs to one.</summary>
    Action<float[], double[]>? Memberships { get; init; }

    public string Header => Memberships is null ? "row,cluster" : "row,cluster," + string.Join(',', Enumerable.Range(0, Count).Select(cluster => $"membership {cluster}"));

    public static FittedClusters Of(ParseResult parsed, FeatureMatrix x, RunContext run)
    {
        var seed = parsed.GetValue(MineFlags.Seed);
        var method = parsed.GetValue(ClusterFlags.Method);
        if (method == "dbscan") return OfDensity(x, new DbscanOptions { Radius = parsed.GetValue(ClusterFlags.Radius), MinNeighbours = parsed.GetValue(ClusterFlags.Neighbours) }, run);
        var stable = parsed.GetValue(ClusterFlags.K) is null ? ClusterCount.ByStability(x, new ClusterCountOptions { Seed = seed }, run) : [];
        var k = parsed.GetValue(ClusterFlags.K) ?? stable.Single(trial => trial.Chosen).Model.ClusterCount;
        var found = method switch
        {
            "minibatch" => OfCenters(MiniBatchKMeans.Fit(x, new MiniBatchKMeansOptions { ClusterCount = k, Seed = seed }, run), x),
            "gmm" => OfMixture(GaussianMixture.Fit(x, new GaussianMixtureOptions { ComponentCount = k, Seed = seed }, run), x),
            "fuzzy" => OfFuzzy(parsed, x, k, run),
            _ => OfCenters(stable.SingleOrDefault(trial => trial.Chosen)?.Model ?? KMeans.Fit(x, Lloyd(parsed, k, x), run), x),
        };
        return found with { Lines = [.. found.Lines, .. stable.Select(trial => $"{trial.Model.ClusterCount} clusters: agreement {trial.Agreement:0.000}, smallest {trial.SmallestShare:P1}{(trial.Chosen ? " (taken)" : "")}")] };
    }

    public string RowText(int row, FeatureMatrix x)
    {
        if (Memberships is null) return $"{row},{Labels[row]}";
        var shares = new double[Count];
        Memberships(x.Row(row).ToArray(), shares);
        return $"{row},{Labels[row]},{string.Join(',', shares.Select(MineOutput.Number))}";
    }

    static KMeansOptions Lloyd(ParseResult parsed, int k, FeatureMatrix x) => new()
    {
        ClusterCount = k,
        Seed = parsed.GetValue(MineFlags.Seed),
        Tolerance = parsed.GetValue(ClusterFlags.Tolerance),
        InitialCenters = Centers(parsed, k * x.FeatureCount),
    };

    static FittedClusters OfCenters(KMeansModel model, FeatureMatrix x)
    {
        var labels = new int[x.RowCount];
        model.Predict(x, labels);
        return new(labels, model.ClusterCount)
        {
            Save = model.Save,
            CenterOf = cluster => model.Center(cluster).ToArray(),
            Iterations = model.Iterations,
            Inertia = model.Inertia,
        };
    }

    static FittedClusters OfFuzzy(ParseResult parsed, FeatureMatrix x, int k, RunContext run)
    {
        var fuzziness = parsed.GetValue(ClusterFlags.Fuzziness);
        var model = FuzzyCMeans.Fit(x, new FuzzyCMeansOptions { ClusterCount = k, Fuzziness = fuzziness, Seed = parsed.GetValue(MineFlags.Seed) }, run);
        return OfCenters(model, x) with { Memberships = (row, shares) => model.Memberships(row, shares, fuzziness) };
    }

    static FittedClusters OfMixture(GaussianMixtureModel model, FeatureMatrix x)
    {
        var labels = new int[x.RowCount];
        for (var row = 0; row < labels.Length; row++) labels[row] = model.Predict(x.Row(row));
        return new(labels, model.ComponentCount)
        {
            Save = model.Save,
            CenterOf = cluster => model.Mean(cluster).ToArray(),
            LogLikelihood = model.MeanLogLikelihood * x.RowCount,
            Parameters = Enumerable.Range(0, model.ComponentCount).ToDictionary(cluster => $"weight {cluster}", model.Weight),
            Memberships = (row, shares) => model.Responsibilities(row, shares),
            Lines = model.Converged ? [] : ["The mixture did not converge."],
        };
    }

    static FittedClusters OfDensity(FeatureMatrix x, DbscanOptions options, RunContext run)
    {
        var labels = Dbscan.Fit(x, options, run);
        var noise = labels.Count(label => label < 0);
        return new(labels, labels.Length == 0 ? 0 : labels.Max() + 1) { Parameters = new() { ["noise"] = noise }, Lines = [$"{noise:N0} rows lie in no dense place (cluster -1)."] };
    }

    static double[]? Centers(ParseResult parsed, int count)
    {
        if (parsed.GetValue(ClusterFlags.Init) is not { } file) return null;
        return MineFiles.Read(file, stream =>
        {
            if (stream.Length != 8L * count) throw new InvalidDataException($"found {stream.Length:N0} bytes; the centers need {8L * count:N0} (64-bit floats, clusters x columns).");
            var centers = new double[count];
            stream.ReadExactly(MemoryMarshal.AsBytes(centers.AsSpan()));
            return centers;
        });
    }
}
