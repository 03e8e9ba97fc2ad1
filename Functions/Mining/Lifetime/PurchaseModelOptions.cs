namespace CrmInsights.Mining.Lifetime;

/// <summary>Settings of the maximum-likelihood fits of this folder.</summary>
public sealed record PurchaseModelOptions
{
    /// <summary>Most quasi-Newton steps from one starting point.</summary>
    public int MaxIterations { get; init; } = 300;
    /// <summary>
    /// Converged where the mean log-likelihood a customer rises by less than this per unit of any log-parameter, or where three steps in
    /// a row gained nothing: some data want an infinite parameter, which the search then leaves very large.
    /// </summary>
    public double Tolerance { get; init; } = 1e-9;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
    }
}
