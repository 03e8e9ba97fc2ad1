namespace CrmInsights.Mining.Internals;

/// <summary>The logistic function and its logarithms, without overflow.</summary>
static class Sigmoid
{
    /// <summary>1 / (1 + exp(-margin)).</summary>
    public static double Of(double margin) =>
        margin >= 0 ? 1 / (1 + Math.Exp(-margin)) : Math.Exp(margin) / (1 + Math.Exp(margin));

    /// <summary>ln(1 + exp(margin)), which is -ln(1 - Of(margin)).</summary>
    public static double Softplus(double margin) =>
        margin > 0 ? margin + Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin));

    /// <summary>ln(p / (1 - p)).</summary>
    public static double Logit(double probability) => Math.Log(probability) - Math.Log(1 - probability);
}
