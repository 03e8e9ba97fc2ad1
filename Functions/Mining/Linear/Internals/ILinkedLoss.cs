namespace CrmInsights.Mining.Linear.Internals;

/// <summary>The loss of one row as a function of its linear sum: half the unit deviance up to a constant. Convex in the sum.</summary>
interface ILinkedLoss
{
    static abstract LinearFamily Family { get; }

    /// <summary>The sum at which the mean is <paramref name="mean"/>.</summary>
    static abstract double Link(double mean);

    static abstract double Loss(double sum, double label);

    /// <summary>Derivative of the loss by the sum, and its expected second derivative (Fisher's information of a row at dispersion 1).</summary>
    static abstract (double Slope, double Curvature) Derive(double sum, double label);

    /// <summary>Pearson's squared residual: squared distance from the mean over the variance at dispersion 1.</summary>
    static abstract double SquaredResidual(double sum, double label);

    /// <summary>Unit deviance, 0 where mean and label agree.</summary>
    static abstract double Deviance(double sum, double label);
}
