namespace CrmInsights.Local.Hosting.Calls;

/// <summary>How a call of a function ended: with an answer, or with the reason why there is none.</summary>
sealed record CallOutcome(HandlerAnswer? Answer, string? Failure);
