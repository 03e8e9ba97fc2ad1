namespace CrmInsights.Mining.Lifetime;

/// <summary>Settings of <see cref="CoxRegression.Fit"/>.</summary>
public sealed record CoxOptions
{
    /// <summary>Treatment of events at the same time.</summary>
    public CoxTies Ties { get; init; } = CoxTies.Efron;
    /// <summary>Most Newton steps.</summary>
    public int MaxIterations { get; init; } = 50;
    /// <summary>Converged where no standardised coefficient moves by more than this in a step.</summary>
    public double Tolerance { get; init; } = 1e-9;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
    }
}
