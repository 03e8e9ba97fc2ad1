namespace CrmInsights.Insights.Plays;

/// <summary>One time that a play came up for a customer.</summary>
/// <param name="PlayId">The play.</param>
/// <param name="CustomerId">The customer, account or contact.</param>
/// <param name="On">When it came up (UTC).</param>
/// <param name="Arm">What it came to.</param>
public sealed record PlayOccasion(Guid PlayId, Guid CustomerId, DateTimeOffset On, PlayArm Arm)
{
    /// <summary>Whether somebody has said what came of it.</summary>
    public bool IsDone { get; init; }
    /// <summary>Value of the choice ci_actionoutcome; null where nobody has said.</summary>
    public int? Outcome { get; init; }
    /// <summary>Amount of the outcome in base currency.</summary>
    public decimal? OutcomeBase { get; init; }
}
