using System.Text.Json;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>What the last scoring of a customer came to. Kept in the store, read by the run that counts.</summary>
/// <param name="Outcome">Scored, lapsed or abstained.</param>
/// <param name="Rejected">Why Dataverse refused the values; null where it did not.</param>
/// <param name="WallTime">The real time of the scoring.</param>
sealed record ComputedFacts(ScoreOutcome Outcome, string? Rejected, DateTimeOffset WallTime)
{
    /// <summary>The customer's part of the time its batch took to read and score, in seconds.</summary>
    public double ScoreSeconds { get; init; }
    /// <summary>The customer's part of the time its batch took to write back, in seconds.</summary>
    public double WriteSeconds { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static ComputedFacts Parse(string json) => JsonSerializer.Deserialize<ComputedFacts>(json, JsonSerializerOptions.Web)!;
}
