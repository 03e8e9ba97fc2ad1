namespace CrmInsights.Local.Sample;

/// <summary>A planted kind of customer.</summary>
/// <param name="Name">What a person would call it.</param>
/// <param name="Share">Share of all accounts.</param>
/// <param name="GapDays">Usual days between two orders.</param>
/// <param name="Scale">How much larger its quantities are.</param>
/// <param name="IndustryCode">Value of the industry choice most of its accounts carry.</param>
sealed record SampleSegment(string Name, double Share, int GapDays, decimal Scale, int IndustryCode)
{
    public static IReadOnlyList<SampleSegment> All { get; } =
    [
        new("Corner shops", 0.45, 70, 1, 22),
        new("Restaurants", 0.35, 110, 3, 8),
        new("Wholesale buyers", 0.20, 160, 12, 33),
    ];
}
