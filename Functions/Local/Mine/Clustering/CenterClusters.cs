using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Clusters around centers: a row belongs to the nearest one, or to all of them to some degree.</summary>
sealed record CenterClusters(KMeansModel Model, ClusterDescription Description) : SavedClusters(Description)
{
    public override int Count => Model.ClusterCount;
    public override int FeatureCount => Model.FeatureCount;

    public override IReadOnlyList<string> Details { get; } =
        Description.Fuzziness is null ? ["distance"] : [.. Enumerable.Range(0, Model.ClusterCount).Select(cluster => $"membership {cluster}")];

    public override int[] Label(FeatureMatrix x)
    {
        var labels = new int[x.RowCount];
        Model.Predict(x, labels);
        return labels;
    }

    public override void Fill(ReadOnlySpan<float> row, int cluster, Span<double> details)
    {
        if (Description.Fuzziness is { } fuzziness) Model.Memberships(row, details, fuzziness);
        else details[0] = Model.DistanceTo(cluster, row);
    }

    public override void Save(Stream stream) => Model.Save(stream);
}
