using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Clusters;

namespace CrmInsights.Insights.Segments.Internals;

/// <summary>Centers, and how behaviour becomes a point among them.</summary>
sealed record SegmentSpace(KMeansModel Centers, RobustScale Scale)
{
    public int ClusterOf(Behaviour customer) => Centers.Predict(Scale.Apply(customer));

    /// <summary>A center in the features' own units, the logarithms undone.</summary>
    public double[] UsualOf(int cluster)
    {
        var usual = new double[Behaviour.FeatureCount];
        for (var feature = 0; feature < usual.Length; feature++) usual[feature] = Scale.Features[feature].Undo(Centers.Center(cluster)[feature]);
        return usual;
    }

    /// <summary>Nearest cluster and the membership in it; null without an order up to the moment.</summary>
    public (int Cluster, double Fit)? Place(CustomerHistory history, DateTimeOffset now)
    {
        if (Behaviour.Of(history, now) is not { } behaviour) return null;
        var row = Scale.Apply(behaviour);
        var memberships = new double[Centers.ClusterCount];
        Centers.Memberships(row, memberships);
        var cluster = Centers.Predict(row);
        return (cluster, memberships[cluster]);
    }
}
