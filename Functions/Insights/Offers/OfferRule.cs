using System.Text.Json.Serialization;

namespace CrmInsights.Insights.Offers;

/// <summary>What a rule was counted in.</summary>
public enum RuleScope
{
    /// <summary>Single orders: bought together.</summary>
    Orders,
    /// <summary>Everything a customer ever bought.</summary>
    Customers,
}

/// <summary>Those with all products of the left side tend to have the right side, too.</summary>
public sealed record OfferRule
{
    const double NormalPoint = 1.96;                        // two-sided 95 %

    /// <summary>What was counted.</summary>
    public required RuleScope Scope { get; init; }
    /// <summary>Products of the left side, by id.</summary>
    public required IReadOnlyList<Guid> If { get; init; }
    /// <summary>The product of the right side.</summary>
    public required Guid Then { get; init; }
    /// <summary>Orders or customers with both sides.</summary>
    public required int Support { get; init; }
    /// <summary>Orders or customers with the left side.</summary>
    public required int IfSupport { get; init; }
    /// <summary>Orders or customers with the right side.</summary>
    public required int ThenSupport { get; init; }
    /// <summary>Orders or customers in all.</summary>
    public required int Count { get; init; }
    /// <summary>Expected share of false rules among those at least as significant.</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>Share of all others that have the right side; over customers, of those who bought as many different products.</summary>
    public required double OthersShare { get; init; }

    /// <summary>Share of those with the left side that have the right side.</summary>
    [JsonIgnore]
    public double Confidence => (double)Support / IfSupport;
    /// <summary>How many times as often as by chance both sides meet.</summary>
    [JsonIgnore]
    public double Lift => Confidence * Count / ThenSupport;
    /// <summary>0..100: by how many percentage points the left side raises the share, at least (lower end of Wilson's 95 % interval).</summary>
    [JsonIgnore]
    public double Score => Math.Clamp(100 * (LowerConfidence() - OthersShare), 0, 100);

    double LowerConfidence()
    {
        var square = NormalPoint * NormalPoint;
        var spread = NormalPoint * Math.Sqrt(Confidence * (1 - Confidence) / IfSupport + square / (4.0 * IfSupport * IfSupport));
        return (Confidence + square / (2 * IfSupport) - spread) / (1 + square / IfSupport);
    }
}
