using System.CommandLine;
using System.Runtime.InteropServices;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Clusters of any method, ready to be shown.</summary>
/// <param name="Model">The clusters themselves; null for density clusters that are not saved.</param>
/// <param name="Labels">Cluster of each row; -1 for noise.</param>
sealed record FittedClusters(SavedClusters? Model, int[] Labels)
{
    /// <summary>Number of clusters.</summary>
    public int Count => Model?.Count ?? Labels.DefaultIfEmpty(-1).Max() + 1;
    public Func<int, double[]>? CenterOf { get; init; }
    public int? Iterations { get; init; }
    public double? Inertia { get; init; }
    public double? LogLikelihood { get; init; }
    public Dictionary<string, double>? Parameters { get; init; }
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Fits as the flags say.</summary>
    /// <param name="parsed">The flags.</param>
    /// <param name="x">The rows, scaled where that was asked for.</param>
    /// <param name="description">What the rows are; the method's own settings are added.</param>
    /// <param name="run">Progress, cancellation and threads.</param>
    public static FittedClusters Of(ParseResult parsed, FeatureMatrix x, ClusterDescription description, RunContext run)
    {
        var seed = parsed.GetValue(MineFlags.Seed);
        if (description.Method == "dbscan") return OfDensity(parsed, x, description, run);
        var stable = parsed.GetValue(ClusterFlags.K) is null ? ClusterCount.ByStability(x, new ClusterCountOptions { Seed = seed }, run) : [];
        var k = parsed.GetValue(ClusterFlags.K) ?? stable.Single(trial => trial.Chosen).Model.ClusterCount;
        var found = description.Method switch
        {
            "minibatch" => OfCenters(MiniBatchKMeans.Fit(x, new MiniBatchKMeansOptions { ClusterCount = k, Seed = seed }, run), x, description),
            "gmm" => OfMixture(GaussianMixture.Fit(x, new GaussianMixtureOptions { ComponentCount = k, Seed = seed }, run), x, description),
            "fuzzy" => OfFuzzy(new FuzzyCMeansOptions { ClusterCount = k, Fuzziness = parsed.GetValue(ClusterFlags.Fuzziness), Seed = seed }, x, description, run),
            _ => OfCenters(stable.SingleOrDefault(trial => trial.Chosen)?.Model ?? KMeans.Fit(x, Lloyd(parsed, k, x), run), x, description),
        };
        return found with { Lines = [.. found.Lines, .. stable.Select(trial => $"{trial.Model.ClusterCount} clusters: agreement {trial.Agreement:0.000}, smallest {trial.SmallestShare:P1}{(trial.Chosen ? " (taken)" : "")}")] };
    }

    static KMeansOptions Lloyd(ParseResult parsed, int k, FeatureMatrix x) => new()
    {
        ClusterCount = k,
        Seed = parsed.GetValue(MineFlags.Seed),
        Tolerance = parsed.GetValue(ClusterFlags.Tolerance),
        InitialCenters = Centers(parsed, k * x.FeatureCount),
    };

    static FittedClusters OfCenters(KMeansModel model, FeatureMatrix x, ClusterDescription description)
    {
        var clusters = new CenterClusters(model, description);
        return new(clusters, clusters.Label(x))
        {
            CenterOf = cluster => model.Center(cluster).ToArray(),
            Iterations = model.Iterations,
            Inertia = model.Inertia,
        };
    }

    static FittedClusters OfFuzzy(FuzzyCMeansOptions options, FeatureMatrix x, ClusterDescription description, RunContext run) =>
        OfCenters(FuzzyCMeans.Fit(x, options, run), x, description with { Fuzziness = options.Fuzziness });

    static FittedClusters OfMixture(GaussianMixtureModel model, FeatureMatrix x, ClusterDescription description)
    {
        var clusters = new MixtureClusters(model, description);
        return new(clusters, clusters.Label(x))
        {
            CenterOf = cluster => model.Mean(cluster).ToArray(),
            LogLikelihood = model.MeanLogLikelihood * x.RowCount,
            Parameters = Enumerable.Range(0, model.ComponentCount).ToDictionary(cluster => $"weight {cluster}", model.Weight),
            Lines = model.Converged ? [] : ["The mixture did not converge."],
        };
    }

    static FittedClusters OfDensity(ParseResult parsed, FeatureMatrix x, ClusterDescription description, RunContext run)
    {
        var options = new DbscanOptions { Radius = parsed.GetValue(ClusterFlags.Radius), MinNeighbours = parsed.GetValue(ClusterFlags.Neighbours) };
        var labels = Dbscan.Fit(x, options, run);
        var noise = labels.Count(label => label < 0);
        // Finding the cores again costs as much as the fit did.
        var isAsked = parsed.GetValue(ClusterFlags.Model) is not null && noise < labels.Length;
        var model = isAsked ? new DensityClusters(DbscanModel.Of(x, labels, options, run), description) : null;
        return new(model, labels) { Parameters = new() { ["noise"] = noise }, Lines = [$"{noise:N0} rows lie in no dense place (cluster -1)."] };
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
