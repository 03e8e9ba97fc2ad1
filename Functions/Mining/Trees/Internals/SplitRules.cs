namespace CrmInsights.Mining.Trees.Internals;

/// <summary>What a split has to keep to, and what it is worth: gain(G, H) = soft(G)^2 / (H + L2).</summary>
/// <remarks>Chen and Guestrin (2016), XGBoost, equations 6 and 7.</remarks>
sealed class SplitRules(GradientBoostingOptions options, PackedGradients gradients)
{
    public double GradientUnit { get; } = gradients.GradientUnit;
    public double HessianUnit { get; } = gradients.HessianUnit;
    public double L1 { get; } = options.L1;
    public double L2 { get; } = options.L2;
    public double MinHessian { get; } = options.MinHessianPerLeaf;
    public int MinRows { get; } = options.MinRowsPerLeaf;
    public GradientBoostingOptions Options { get; } = options;

    public double Gradient(long sum) => PackedGradients.GradientOf(sum, GradientUnit);

    public double Hessian(long sum) => PackedGradients.HessianOf(sum, HessianUnit);

    /// <summary>Loss saved by giving a leaf its best value, twice over.</summary>
    public static double Score(double gradient, double hessian, double l1, double l2)
    {
        var pull = l1 == 0 ? gradient : SoftThreshold(gradient, l1);
        return pull * pull / (hessian + l2);
    }

    /// <summary>The same for a value that bounds may have moved away from the best one.</summary>
    public static double ScoreOf(double output, double gradient, double hessian, double l1, double l2)
    {
        var pull = l1 == 0 ? gradient : SoftThreshold(gradient, l1);
        return -(2 * pull * output + (hessian + l2) * output * output);
    }

    public static double Output(double gradient, double hessian, double l1, double l2)
    {
        var pull = l1 == 0 ? gradient : SoftThreshold(gradient, l1);
        return hessian + l2 > 0 ? -pull / (hessian + l2) : 0;
    }

    static double SoftThreshold(double value, double l1) => Math.Sign(value) * Math.Max(0, Math.Abs(value) - l1);
}
