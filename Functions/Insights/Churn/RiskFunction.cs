using CrmInsights.Insights.Churn.Internals;

namespace CrmInsights.Insights.Churn;

/// <summary>Turns the features of a customer into a margin, and splits it into shares. Immutable and thread-safe.</summary>
public abstract class RiskFunction
{
    private protected RiskFunction() { }

    /// <summary>What was learned.</summary>
    public abstract RiskFunctionKind Kind { get; }

    /// <summary>Margin of the average customer, where the shares start.</summary>
    public abstract double BaseMargin { get; }

    /// <summary>Log-odds of one row, before calibration.</summary>
    /// <param name="row">The features of <see cref="ChurnFeatures.All"/>, in that order; NaN is missing.</param>
    public abstract double Margin(ReadOnlySpan<float> row);

    /// <summary>Splits the margin: <see cref="BaseMargin"/> plus all shares is <see cref="Margin"/>.</summary>
    /// <param name="row">The features of <see cref="ChurnFeatures.All"/>, in that order; NaN is missing.</param>
    /// <param name="shares">Filled, one a feature; 0 for a feature that the function does not use.</param>
    public abstract void Explain(ReadOnlySpan<float> row, Span<double> shares);

    /// <summary>A regression over all features.</summary>
    public static RiskFunction Of(Mining.Linear.LinearModel model) => new RegressionRisk(model);

    /// <summary>Boosted trees over all features.</summary>
    public static RiskFunction Of(Mining.Trees.TreeEnsemble trees) => new BoostedRisk(trees, [.. Enumerable.Range(0, ChurnFeatures.All.Count)]);
}

/// <summary>Kinds of risk functions, the simplest first.</summary>
public enum RiskFunctionKind
{
    /// <summary>Logistic regression: effects add up.</summary>
    Regression,
    /// <summary>Boosted trees: what one feature means may depend on others.</summary>
    BoostedTrees,
}

/// <summary>Words for kinds of risk functions.</summary>
public static class RiskFunctionWords
{
    /// <summary>What people read.</summary>
    public static string Word(this RiskFunctionKind kind) => kind == RiskFunctionKind.Regression ? "regression" : "boosted trees";

    /// <summary>What a model of the kind is called in a sentence.</summary>
    public static string Noun(this RiskFunctionKind kind) => kind == RiskFunctionKind.Regression ? "the regression" : "the boosted-tree model";
}
