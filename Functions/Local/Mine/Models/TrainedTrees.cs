using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Models;

/// <summary>Boosted trees.</summary>
sealed record TrainedTrees(TreeEnsemble Model, ModelDescription Description) : TrainedModel(Description)
{
    TreeShap? _shap;

    public override int FeatureCount => Model.FeatureCount;
    public override int OutputCount => Model.OutputCount;

    public override void Predict(ReadOnlySpan<float> row, Span<double> values)
    {
        Model.PredictMargins(row, values);
        Transform(values);
    }

    public override double[] Predict(FeatureMatrix rows)
    {
        var values = new double[rows.RowCount * OutputCount];
        Model.PredictMargins(rows, values);
        for (var at = 0; at < values.Length; at += OutputCount) Transform(values.AsSpan(at, OutputCount));
        return values;
    }

    void Transform(Span<double> values)
    {
        if (OutputCount > 1) Softmax(values);
        else if (IsBinary) values[0] = 1 / (1 + Math.Exp(-values[0]));
        else if (Description.Objective is "poisson" or "tweedie") values[0] = Math.Exp(values[0]);
    }

    public override bool CanExplain => OutputCount == 1;
    public override void Explain(FeatureMatrix rows, Span<double> shares) => (_shap ??= new TreeShap(Model)).Explain(rows, shares);

    public override TreeEnsemble? Ensemble => Model;

    public override void Save(Stream stream) => Model.Save(stream);
    public override void SaveOnnx(Stream stream) => TreeOnnx.Save(Model, stream);

    static void Softmax(Span<double> values)
    {
        var most = double.NegativeInfinity;
        foreach (var value in values) most = Math.Max(most, value);
        var sum = 0.0;
        foreach (ref var value in values) sum += value = Math.Exp(value - most);
        foreach (ref var value in values) value /= sum;
    }
}
