using System.Text;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals;
using CrmInsights.Mining.Trees.Internals.Scoring;

namespace CrmInsights.Mining.Trees;

/// <summary>A fitted ensemble of trees. Immutable and safe for many threads.</summary>
public sealed class TreeEnsemble
{
    /// <summary>Null where the model does not fit codes and is walked plainly.</summary>
    readonly Lazy<ScoringPlan?> _plan;

    internal TreeEnsemble(IReadOnlyList<Tree> trees, int outputCount, EnsembleHeader header)
    {
        Trees = trees;
        OutputCount = outputCount;
        Header = header;
        _plan = new Lazy<ScoringPlan?>(() => ScoringPlan.For(Trees, OutputCount));
    }

    /// <summary>The trees: round after round, one an output. The first of each output contains the start margin.</summary>
    internal IReadOnlyList<Tree> Trees { get; }

    /// <summary>Number of trees.</summary>
    public int TreeCount => Trees.Count;

    /// <summary>Margins of a row: the number of classes of a multiclass model, else 1.</summary>
    public int OutputCount { get; }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => Header.FeatureNames.Count;

    /// <summary>Names of the features, in order.</summary>
    public IReadOnlyList<string> FeatureNames => Header.FeatureNames;

    /// <summary>What the model was trained to minimise, in this library's words where it has one (see <see cref="TreeObjective"/>): <c>binary</c>, <c>squared</c>, ...; else as the file says.</summary>
    public string Objective => Header.ObjectiveText.Split(' ')[0] switch
    {
        "regression" or "regression_l2" or "l2" or "mean_squared_error" or "mse" => "squared",
        var other => other,
    };

    /// <summary>Objective, names and value ranges of the features.</summary>
    internal EnsembleHeader Header { get; }

    internal static TreeEnsemble Of(Tree[] trees, double[] start, GradientBoostingOptions options, FeatureBins[] features)
    {
        var outputs = start.Length;
        var all = trees.Length > 0 ? trees : Array.ConvertAll(start, _ => StartTree.Empty());
        for (var output = 0; output < outputs; output++) all[output] = StartTree.Shift(all[output], start[output]);
        return new TreeEnsemble(all, outputs, EnsembleHeader.Of(options, outputs, features));
    }

    /// <summary>Margins of one row, one an output.</summary>
    /// <param name="row">The features, NaN = missing.</param>
    /// <param name="margins">Filled; <see cref="OutputCount"/> long.</param>
    public void PredictMargins(ReadOnlySpan<float> row, Span<double> margins)
    {
        CheckRow(row.Length);
        margins[..OutputCount].Clear();
        if (_plan.Value is { } plan) plan.Add(row, margins);
        else WalkPlainly(row, margins);
    }

    /// <summary>Margins of many rows, much faster than one by one.</summary>
    /// <param name="rows">The rows, NaN = missing.</param>
    /// <param name="margins">Filled; row after row, one an output.</param>
    public void PredictMargins(FeatureMatrix rows, Span<double> margins)
    {
        CheckRow(rows.FeatureCount);
        if (margins.Length != (long)rows.RowCount * OutputCount)
            throw new ArgumentException($"Room for {margins.Length} margins was given; {rows.RowCount} rows of {OutputCount} outputs need {(long)rows.RowCount * OutputCount}.");
        margins.Clear();
        if (_plan.Value is { } plan) plan.Add(rows, margins);
        else
            for (var row = 0; row < rows.RowCount; row++) WalkPlainly(rows.Row(row), margins.Slice(row * OutputCount, OutputCount));
    }

    /// <summary>Margin of one row of a model with one output.</summary>
    public double PredictMargin(ReadOnlySpan<float> row)
    {
        if (OutputCount != 1) throw new InvalidOperationException($"The model has {OutputCount} outputs; use PredictMargins.");
        var margin = 0.0;
        PredictMargins(row, new Span<double>(ref margin));
        return margin;
    }

    void WalkPlainly(ReadOnlySpan<float> row, Span<double> margins)
    {
        for (var tree = 0; tree < Trees.Count; tree++) margins[tree % OutputCount] += Trees[tree].Predict(row);
    }

    /// <summary>Writes the model in LightGBM's text format, which LightGBM itself opens.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write(LightGbmWriter.Write(this));
    }

    /// <summary>Reads a model in LightGBM's text format, trained here or elsewhere.</summary>
    /// <exception cref="InvalidDataException">The text is damaged, truncated or uses linear trees; names the line.</exception>
    public static TreeEnsemble Load(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return LightGbmReader.Read(reader.ReadToEnd());
    }

    void CheckRow(int length)
    {
        if (length != FeatureCount) throw new ArgumentException($"A row of {length} features was given; the model has {FeatureCount}.");
    }
}
