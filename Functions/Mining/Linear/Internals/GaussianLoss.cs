namespace CrmInsights.Mining.Linear.Internals;

readonly struct GaussianLoss : ILinkedLoss
{
    public static LinearFamily Family => LinearFamily.Gaussian;

    public static double Link(double mean) => mean;

    public static double Loss(double sum, double label) => (label - sum) * (label - sum) / 2;

    public static (double Slope, double Curvature) Derive(double sum, double label) => (sum - label, 1);

    public static double SquaredResidual(double sum, double label) => (label - sum) * (label - sum);

    public static double Deviance(double sum, double label) => (label - sum) * (label - sum);
}
