using CrmInsights.Mining.Linear;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Risk by logistic regression; explained by its terms.</summary>
sealed class RegressionRisk(LinearModel model) : RiskFunction
{
    public LinearModel Model => model;

    public override RiskFunctionKind Kind => RiskFunctionKind.Regression;

    public override double BaseMargin => model.BaseMargin;

    public override double Margin(ReadOnlySpan<float> row) => model.Margin(row);

    public override void Explain(ReadOnlySpan<float> row, Span<double> shares) => model.Explain(row, shares);
}
