using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Dense places, known by their core rows: a row that a core reaches belongs to it, another to none.</summary>
sealed record DensityClusters(DbscanModel Model, ClusterDescription Description) : SavedClusters(Description)
{
    public override int Count => Model.ClusterCount;
    public override int FeatureCount => Model.FeatureCount;
    public override IReadOnlyList<string> Details => [];

    public override int[] Label(FeatureMatrix x)
    {
        var labels = new int[x.RowCount];
        for (var row = 0; row < labels.Length; row++) labels[row] = Model.Predict(x.Row(row));
        return labels;
    }

    public override void Fill(ReadOnlySpan<float> row, int cluster, Span<double> details)
    {
        // A core reaches a row or does not; there is no degree.
    }

    public override void Save(Stream stream) => Model.Save(stream);
}
