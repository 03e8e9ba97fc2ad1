using CrmInsights.Mining.Trees;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Risk by boosted trees; explained by exact path-dependent Shapley values.</summary>
/// <param name="trees">The trees.</param>
/// <param name="columns">For each feature of the trees its place in <see cref="ChurnFeatures.All"/>.</param>
sealed class BoostedRisk(TreeEnsemble trees, int[] columns) : RiskFunction
{
    readonly TreeShap _shap = new(trees);

    public TreeEnsemble Trees => trees;

    public IReadOnlyList<int> Columns => columns;

    public override RiskFunctionKind Kind => RiskFunctionKind.BoostedTrees;

    public override double BaseMargin => _shap.ExpectedMargin;

    public override double Margin(ReadOnlySpan<float> row)
    {
        Span<float> own = stackalloc float[columns.Length];
        Pick(row, own);
        return trees.PredictMargin(own);
    }

    public override void Explain(ReadOnlySpan<float> row, Span<double> shares)
    {
        Span<float> own = stackalloc float[columns.Length];
        Span<double> ownShares = stackalloc double[columns.Length];
        Pick(row, own);
        _shap.Explain(own, ownShares);
        shares.Clear();
        for (var feature = 0; feature < columns.Length; feature++) shares[columns[feature]] = ownShares[feature];
    }

    void Pick(ReadOnlySpan<float> row, Span<float> own)
    {
        for (var feature = 0; feature < columns.Length; feature++) own[feature] = row[columns[feature]];
    }
}
