namespace CrmInsights.Mining.Linear;

/// <summary>How the mean of a label hangs on the linear sum of the features, and how labels scatter around it.</summary>
/// <remarks>McCullagh and Nelder (1989), Generalized Linear Models, 2nd edition. Gamma regression uses the log link, not its canonical inverse one, so that no mean can turn negative.</remarks>
public enum LinearFamily
{
    /// <summary>Label 0 or 1; the sum is the log-odds.</summary>
    Logistic,
    /// <summary>Any finite label; the sum is the mean, the variance is the same everywhere.</summary>
    Gaussian,
    /// <summary>A count, 0 or more; the sum is the log of the mean, the variance equals the mean.</summary>
    Poisson,
    /// <summary>An amount above 0; the sum is the log of the mean, the variance is in proportion to its square.</summary>
    Gamma,
}
