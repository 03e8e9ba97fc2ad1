using System.CommandLine;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Clusters as they are shown, saved and applied to other rows. Distances and densities are in the units of --scale.</summary>
abstract record SavedClusters(ClusterDescription Description) : SavedModel
{
    public static readonly IReadOnlyList<string> Methods = ["kmeans", "minibatch", "gmm", "fuzzy", "dbscan"];

    public abstract int Count { get; }
    public abstract int FeatureCount { get; }

    /// <summary>What is said of a row beside its cluster.</summary>
    public abstract IReadOnlyList<string> Details { get; }

    /// <summary>The cluster of each row; -1 for none.</summary>
    public abstract int[] Label(FeatureMatrix x);

    /// <summary>Fills the details of a row of a cluster.</summary>
    public abstract void Fill(ReadOnlySpan<float> row, int cluster, Span<double> details);

    public abstract void Save(Stream stream);

    public override IReadOnlyList<Option> Flags => [MineFlags.Rows, MineFlags.Columns];
    public override string Name => $"clusters of `mine clusters --method {Description.Method}`";

    public static SavedClusters Read(ModelPath path)
    {
        var description = ModelFiles.Read<ClusterDescription>(path);
        SavedClusters clusters = description.Method switch
        {
            "gmm" => new MixtureClusters(ModelFiles.Body(path, GaussianMixtureModel.Load), description),
            "dbscan" => new DensityClusters(ModelFiles.Body(path, DbscanModel.Load), description),
            _ => new CenterClusters(ModelFiles.Body(path, KMeansModel.Load), description),
        };
        ModelFiles.RequireColumns(path, description.Columns.Count, clusters.FeatureCount);
        return clusters;
    }

    public Task WriteRowsAsync(MineRun run, FeatureMatrix x, int[] labels) =>
        run.WriteRowsAsync(string.Join(',', ["row", "cluster", .. Details]), Enumerable.Range(0, x.RowCount).Select(row => RowText(x, row, labels[row])));

    public override async Task<int> PredictAsync(MineRun run)
    {
        var read = run.Load(() => ClusterRows.Read(run.Parsed, Description.Columns, run.Cancellation));
        var x = Description.Scale?.Apply(read) ?? read;
        var labels = run.Fit(() => Label(x));
        await WriteRowsAsync(run, x, labels);
        var rows = labels.CountBy(label => label).OrderBy(group => group.Key).ToList();
        return await run.FinishAsync(new MineResult
        {
            Rows = x.RowCount,
            Columns = x.FeatureCount,
            Count = Count,
            Top = [.. rows.Select(group => (object)new { cluster = group.Key, rows = group.Value })],
        }, rows.Select(group => group.Key < 0 ? $"{group.Value,10:N0} rows in no dense place (cluster -1)" : $"{group.Value,10:N0} rows in cluster {group.Key}"));
    }

    string RowText(FeatureMatrix x, int row, int label)
    {
        var details = new double[Details.Count];
        Fill(x.Row(row), label, details);
        return string.Join(',', [$"{row}", $"{label}", .. details.Select(MineOutput.Number)]);
    }
}
