using CrmInsights.Mining.Data;
using CrmInsights.Mining.Neural;

namespace CrmInsights.Local.Mine.Models;

/// <summary>A multilayer perceptron.</summary>
sealed record TrainedNetwork(MultilayerPerceptronModel Model, ModelDescription Description) : TrainedModel(Description)
{
    public override int FeatureCount => Model.FeatureCount;
    public override int OutputCount => Model.OutputCount;

    public override void Predict(ReadOnlySpan<float> row, Span<double> values) => Model.Predict(row, values);

    public override double[] Predict(FeatureMatrix rows)
    {
        var values = new double[rows.RowCount * OutputCount];
        Model.Predict(rows, values);
        return values;
    }

    public override bool CanExplain => false;
    public override void Explain(FeatureMatrix rows, Span<double> shares) => throw new NotSupportedException("A network has no shares.");

    public override void Save(Stream stream) => Model.Save(stream);
    public override void SaveOnnx(Stream stream) => PerceptronOnnx.Save(Model, stream);
}
