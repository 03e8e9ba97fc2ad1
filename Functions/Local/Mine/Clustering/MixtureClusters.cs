using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Components of a Gaussian mixture: a row belongs to each with a probability.</summary>
sealed record MixtureClusters(GaussianMixtureModel Model, ClusterDescription Description) : SavedClusters(Description)
{
    public override int Count => Model.ComponentCount;
    public override int FeatureCount => Model.FeatureCount;
    public override IReadOnlyList<string> Details { get; } = [.. Enumerable.Range(0, Model.ComponentCount).Select(cluster => $"membership {cluster}")];

    public override int[] Label(FeatureMatrix x)
    {
        var labels = new int[x.RowCount];
        for (var row = 0; row < labels.Length; row++) labels[row] = Model.Predict(x.Row(row));
        return labels;
    }

    public override void Fill(ReadOnlySpan<float> row, int cluster, Span<double> details) => Model.Responsibilities(row, details);

    public override void Save(Stream stream) => Model.Save(stream);
}
