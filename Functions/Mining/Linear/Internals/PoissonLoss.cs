namespace CrmInsights.Mining.Linear.Internals;

readonly struct PoissonLoss : ILinkedLoss
{
    public static LinearFamily Family => LinearFamily.Poisson;

    public static double Link(double mean) => Math.Log(mean);

    public static double Loss(double sum, double label) => Math.Exp(sum) - label * sum;

    public static (double Slope, double Curvature) Derive(double sum, double label)
    {
        var mean = Math.Exp(sum);
        return (mean - label, mean);
    }

    public static double SquaredResidual(double sum, double label)
    {
        var mean = Math.Exp(sum);
        return (label - mean) * (label - mean) / mean;
    }

    public static double Deviance(double sum, double label) =>
        2 * ((label > 0 ? label * (Math.Log(label) - sum) : 0) - (label - Math.Exp(sum)));
}
