using System.Buffers;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Local.Mine.Models;

/// <summary>Logistic, linear, Poisson or Gamma regression on the spelled columns.</summary>
sealed record TrainedRegression(LinearModel Model, ModelDescription Description) : TrainedModel(Description)
{
    readonly OneHot _encoding = new(Description.Columns);

    public override int FeatureCount => Description.Columns.Count;
    public override int OutputCount => 1;

    public override void Predict(ReadOnlySpan<float> row, Span<double> values)
    {
        var spelled = ArrayPool<float>.Shared.Rent(_encoding.FeatureCount);
        _encoding.Encode(row, spelled.AsSpan(0, _encoding.FeatureCount));
        values[0] = Model.Predict(spelled.AsSpan(0, _encoding.FeatureCount));
        ArrayPool<float>.Shared.Return(spelled);
    }

    public override bool CanExplain => true;

    public override void Explain(FeatureMatrix rows, Span<double> shares)
    {
        var (spelled, own) = (new float[_encoding.FeatureCount], new double[_encoding.FeatureCount]);
        for (var row = 0; row < rows.RowCount; row++)
        {
            _encoding.Encode(rows.Row(row), spelled);
            Model.Explain(spelled, own);
            _encoding.Gather(own, shares.Slice(row * FeatureCount, FeatureCount));
        }
    }

    public override void Save(Stream stream) => Model.Save(stream);
    public override void SaveOnnx(Stream stream) => LinearOnnx.Save(Model, Description.Columns, stream);
}
