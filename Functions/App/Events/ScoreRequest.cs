using CrmInsights.Store.Rows;

namespace CrmInsights.App.Events;

/// <summary>Somebody waits for a customer's score.</summary>
/// <param name="RunId">The row of ci_run that says when it is there.</param>
/// <param name="Customer">Whom to score.</param>
sealed record ScoreRequest(Guid RunId, CustomerKey Customer);
