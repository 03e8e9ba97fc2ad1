namespace CrmInsights.Local.Sample;

/// <summary>What was planted in the sample company, for tests that look whether it is found again.</summary>
sealed record SampleTruth
{
    /// <summary>Whoever buys the first product adds the second with <see cref="BasketProbability"/>.</summary>
    public required string BasketIf { get; init; }
    public required string BasketThen { get; init; }
    public required double BasketProbability { get; init; }
    /// <summary>Segment of every account, by account number.</summary>
    public required IReadOnlyDictionary<string, SampleSegment> Segments { get; init; }
    /// <summary>Accounts that only buy with a deep discount: the churn driver.</summary>
    public required IReadOnlySet<string> DiscountAccounts { get; init; }
    /// <summary>Chance that an order is the account's last, with the driver and without.</summary>
    public required double LeaveProbabilityWithDriver { get; init; }
    public required double LeaveProbabilityWithout { get; init; }
    /// <summary>Accounts that have decided never to come back, with the day of their last order.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Left { get; init; }
    /// <summary>The product that sells in <see cref="SeasonMonths"/> only.</summary>
    public required string SeasonalProduct { get; init; }
    public required IReadOnlySet<int> SeasonMonths { get; init; }
}
