namespace CrmInsights.Mining.Lifetime;

/// <summary>How well a model was fitted.</summary>
/// <param name="LogLikelihood">Of all customers, at the parameters found.</param>
/// <param name="CustomerCount">Customers that the fit could use.</param>
/// <param name="Converged">False where the search ended before the likelihood was flat; the parameters are then the best seen.</param>
public sealed record FitSummary(double LogLikelihood, int CustomerCount, bool Converged);
