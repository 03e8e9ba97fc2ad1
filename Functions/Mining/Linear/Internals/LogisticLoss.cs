using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Linear.Internals;

readonly struct LogisticLoss : ILinkedLoss
{
    public static LinearFamily Family => LinearFamily.Logistic;

    public static double Link(double mean) => Sigmoid.Logit(mean);

    public static double Loss(double sum, double label) => Sigmoid.Softplus(sum) - label * sum;

    public static (double Slope, double Curvature) Derive(double sum, double label)
    {
        var probability = Sigmoid.Of(sum);
        return (probability - label, probability * (1 - probability));
    }

    public static double SquaredResidual(double sum, double label)
    {
        var probability = Sigmoid.Of(sum);
        return (label - probability) * (label - probability) / (probability * (1 - probability));
    }

    public static double Deviance(double sum, double label) => 2 * Loss(sum, label);
}
