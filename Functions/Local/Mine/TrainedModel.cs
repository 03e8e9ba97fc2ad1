using System.Buffers;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine;

/// <summary>A model of `mine`: what it says of a row, why, and how it is written.</summary>
abstract record TrainedModel(ModelDescription Description)
{
    public abstract int FeatureCount { get; }
    /// <summary>Numbers it says of a row: the number of classes of a multiclass model, else 1.</summary>
    public abstract int OutputCount { get; }
    /// <summary>The prediction in the label's own unit: a probability, a mean, a quantile, a rank score.</summary>
    public abstract void Predict(ReadOnlySpan<float> row, Span<double> values);
    /// <summary>False where a model has several outputs.</summary>
    public virtual bool CanExplain => true;
    /// <summary>Fills each row's shares of the margin, one a feature.</summary>
    public abstract void Explain(FeatureMatrix rows, Span<double> shares);
    public abstract void Save(Stream stream);

    public bool IsBinary => Description.Objective == "binary";

    public virtual double[] Predict(FeatureMatrix rows)
    {
        var values = new double[rows.RowCount * OutputCount];
        for (var row = 0; row < rows.RowCount; row++) Predict(rows.Row(row), values.AsSpan(row * OutputCount, OutputCount));
        return values;
    }
}

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

    public override void Save(Stream stream) => Model.Save(stream);

    static void Softmax(Span<double> values)
    {
        var most = double.NegativeInfinity;
        foreach (var value in values) most = Math.Max(most, value);
        var sum = 0.0;
        foreach (ref var value in values) sum += value = Math.Exp(value - most);
        foreach (ref var value in values) value /= sum;
    }
}

sealed record TrainedLogistic(LinearModel Model, ModelDescription Description) : TrainedModel(Description)
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
}
