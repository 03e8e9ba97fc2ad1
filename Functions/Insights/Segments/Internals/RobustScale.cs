using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Segments.Internals;

/// <summary>The scales of all features, made of medians and interquartile ranges, which a few extreme customers cannot move.</summary>
sealed record RobustScale(FeatureScale[] Features)
{
    public static RobustScale Of(IReadOnlyList<Behaviour> customers) =>
        new([.. Enumerable.Range(0, Behaviour.FeatureCount).Select(feature => FeatureScale.Of([.. customers.Select(customer => customer.Samples[feature])]))]);

    public float[] Apply(Behaviour customer) => [.. Features.Select((feature, index) => feature.Apply(customer.Samples[index]))];

    public FeatureMatrix Apply(IReadOnlyList<Behaviour> customers) => new([.. customers.SelectMany(Apply)], customers.Count, Behaviour.FeatureCount);
}
