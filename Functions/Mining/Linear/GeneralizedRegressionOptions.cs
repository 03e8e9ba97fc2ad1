namespace CrmInsights.Mining.Linear;

/// <summary>Settings of <see cref="GeneralizedRegression.Fit"/>.</summary>
/// <remarks>
/// Minimised is: weighted mean of half the unit deviance + <see cref="L2"/> / 2 * sum(b^2) + <see cref="L1"/> * sum(|b|), where b are the
/// weights of the standardised features. This is the penalty of glmnet (Friedman, Hastie and Tibshirani 2010, Journal of Statistical
/// Software 33(1)), lambda * ((1 - alpha) / 2 * sum(b^2) + alpha * sum(|b|)), with L1 = lambda * alpha and L2 = lambda * (1 - alpha).
/// Half the unit deviance is, up to a constant, (y - m)^2 / 2 (Gaussian), m - y * ln(m) (Poisson), y / m + ln(m) (Gamma), m the mean.
/// The intercept is never penalised.
/// </remarks>
public sealed record GeneralizedRegressionOptions
{
    /// <summary>Gaussian, Poisson or Gamma; two classes are told apart by <see cref="LogisticRegression"/>.</summary>
    public LinearFamily Family { get; init; } = LinearFamily.Gaussian;
    /// <summary>Ridge penalty, 0 or more.</summary>
    public double L2 { get; init; }
    /// <summary>Lasso penalty, 0 or more; above 0 it sets weights to exactly 0.</summary>
    public double L1 { get; init; }
    /// <summary>Most Newton steps.</summary>
    public int MaxIterations { get; init; } = 100;
    /// <summary>Converged where no standardised weight moves by more than this in a step; for Gaussian labels in units of their standard deviation.</summary>
    public double Tolerance { get; init; } = 1e-9;

    internal void Validate()
    {
        if (Family is not (LinearFamily.Gaussian or LinearFamily.Poisson or LinearFamily.Gamma))
            throw new ArgumentOutOfRangeException(nameof(Family), Family, "Gaussian, Poisson or Gamma was expected; LogisticRegression tells two classes apart.");
        ArgumentOutOfRangeException.ThrowIfNegative(L2);
        ArgumentOutOfRangeException.ThrowIfNegative(L1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
    }
}
