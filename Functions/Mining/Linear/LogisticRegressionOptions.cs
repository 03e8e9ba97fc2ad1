namespace CrmInsights.Mining.Linear;

/// <summary>Settings of <see cref="LogisticRegression.Fit"/>.</summary>
/// <remarks>
/// Minimised is: weighted mean log-loss + <see cref="L2"/> / 2 * sum(b^2) + <see cref="L1"/> * sum(|b|), where b are the weights of
/// the standardised features. The intercept is never penalised.
/// </remarks>
public sealed record LogisticRegressionOptions
{
    /// <summary>Ridge penalty, 0 or more.</summary>
    public double L2 { get; init; }
    /// <summary>Lasso penalty, 0 or more; above 0 it sets weights to exactly 0.</summary>
    public double L1 { get; init; }
    /// <summary>Most Newton steps.</summary>
    public int MaxIterations { get; init; } = 100;
    /// <summary>Converged where no standardised weight moves by more than this in a step.</summary>
    public double Tolerance { get; init; } = 1e-9;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(L2);
        ArgumentOutOfRangeException.ThrowIfNegative(L1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
    }
}
