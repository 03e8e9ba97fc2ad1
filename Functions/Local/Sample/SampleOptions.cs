namespace CrmInsights.Local.Sample;

/// <summary>What sample company to invent. The same options give the same company, to the last digit.</summary>
sealed record SampleOptions
{
    public int Seed { get; init; } = 42;
    public int AccountCount { get; init; } = 2000;
    /// <summary>Midnight (UTC) that ends the company's past; nothing happens on or after it.</summary>
    public required DateTimeOffset End { get; init; }
    public int HistoryDays { get; init; } = 900;
}
