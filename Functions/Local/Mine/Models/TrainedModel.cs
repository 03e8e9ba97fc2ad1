using System.CommandLine;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Models;

/// <summary>A model of `mine train`: what it says of a row, why, and how it is written.</summary>
abstract record TrainedModel(ModelDescription Description) : SavedModel
{
    public abstract int FeatureCount { get; }
    /// <summary>Numbers it says of a row: the number of classes of a multiclass model, else 1.</summary>
    public abstract int OutputCount { get; }
    /// <summary>The prediction in the label's own unit: a probability, a mean, a quantile, a rank score.</summary>
    public abstract void Predict(ReadOnlySpan<float> row, Span<double> values);
    /// <summary>False where a row's shares are not defined: networks, and models with several outputs.</summary>
    public abstract bool CanExplain { get; }
    /// <summary>Fills each row's shares of the margin, one a feature.</summary>
    public abstract void Explain(FeatureMatrix rows, Span<double> shares);
    /// <summary>The model as trees, for what only trees can answer; null where it has none.</summary>
    public virtual TreeEnsemble? Ensemble => null;
    public abstract void Save(Stream stream);
    /// <summary>Writes the model for ONNX runtimes; the input is a row as <see cref="Predict(ReadOnlySpan{float}, Span{double})"/> takes it.</summary>
    public abstract void SaveOnnx(Stream stream);

    public bool IsBinary => Description.Objective == "binary";

    public virtual double[] Predict(FeatureMatrix rows)
    {
        var values = new double[rows.RowCount * OutputCount];
        for (var row = 0; row < rows.RowCount; row++) Predict(rows.Row(row), values.AsSpan(row * OutputCount, OutputCount));
        return values;
    }

    public override IReadOnlyList<Option> Flags => [MineFlags.Rows, MineFlags.Columns, MineFlags.Label, MineFlags.Labels, MineFlags.Group, PredictFlags.Explain];

    public override string Name => $"a model of `mine train --method {Description.Method}`";

    public override Task<int> PredictAsync(MineRun run) => TablePrediction.RunAsync(run, this);
}
