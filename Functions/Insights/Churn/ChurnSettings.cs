namespace CrmInsights.Insights.Churn;

/// <summary>What an admin may set for churn.</summary>
public sealed record ChurnSettings
{
    /// <summary>Days without an order after which a customer counts as lost, 30..365; null lets the gaps between orders decide.</summary>
    public int? HorizonDays { get; init; }
    /// <summary>Lowest score of the band Watch.</summary>
    public int WatchFrom { get; init; } = 30;
    /// <summary>Lowest score of the band At risk.</summary>
    public int AtRiskFrom { get; init; } = 50;
    /// <summary>Lowest score of the band Critical.</summary>
    public int CriticalFrom { get; init; } = 75;
    /// <summary>Code of the base currency that reasons put before amounts, such as <c>EUR</c>; empty shows the number alone.</summary>
    public string BaseCurrency { get; init; } = "";

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">Says which value is wrong and what was expected.</exception>
    public void Validate()
    {
        if (HorizonDays is < ChurnHorizon.ShortestDays or > ChurnHorizon.LongestDays)
            throw new ArgumentException($"The churn horizon is set to {HorizonDays} days; {ChurnHorizon.ShortestDays} to {ChurnHorizon.LongestDays} were expected.");
        if (!(0 < WatchFrom && WatchFrom < AtRiskFrom && AtRiskFrom < CriticalFrom && CriticalFrom <= 100))
            throw new ArgumentException(
                $"The cut-offs of the bands are {WatchFrom}, {AtRiskFrom} and {CriticalFrom}; three rising numbers from 1 to 100 were expected.");
    }

    /// <summary>The band of a shown score.</summary>
    public ChurnBand BandOf(int score) =>
        score >= CriticalFrom ? ChurnBand.Critical
        : score >= AtRiskFrom ? ChurnBand.AtRisk
        : score >= WatchFrom ? ChurnBand.Watch
        : ChurnBand.Healthy;
}
