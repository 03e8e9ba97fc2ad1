namespace CrmInsights.Mining.Linear.Internals;

readonly struct GammaLoss : ILinkedLoss
{
    public static LinearFamily Family => LinearFamily.Gamma;

    public static double Link(double mean) => Math.Log(mean);

    public static double Loss(double sum, double label) => label * Math.Exp(-sum) + sum;

    public static (double Slope, double Curvature) Derive(double sum, double label) => (1 - label * Math.Exp(-sum), 1);

    public static double SquaredResidual(double sum, double label)
    {
        var share = label * Math.Exp(-sum) - 1;
        return share * share;
    }

    public static double Deviance(double sum, double label) => 2 * (label * Math.Exp(-sum) - 1 - Math.Log(label) + sum);
}
