using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine;

/// <summary>`mine predict`: a trained model on other rows.</summary>
static class PredictVerb
{
    static readonly Option<FileInfo> s_model = new("--model") { Description = "File that `mine train` or LightGBM wrote.", Required = true };
    static readonly Option<bool> s_explain = new("--explain") { Description = "Adds each column's share of the margin (Shapley values) to --out." };

    public static Command Describe()
    {
        var command = new Command("predict", "Applies a trained model to the rows of a file. With labels it also says how good it is.")
        {
            MineFlags.Data, MineFlags.Rows, MineFlags.Columns, s_model, MineFlags.Label, MineFlags.Labels, s_explain, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var model = Load(parsed.GetRequiredValue(s_model));
        var (rows, loadSeconds, _) = Stage.Measure(() => Rows(parsed, model, cancellation));
        var values = model.Predict(rows.Features);
        var explain = parsed.GetValue(s_explain);
        await PredictionRows.WriteAsync(parsed, model, rows.Features, values, explain, cancellation);
        return await MineOutput.FinishAsync(parsed, new MineResult
        {
            Task = "predict",
            Rows = rows.Features.RowCount,
            Columns = rows.Features.FeatureCount,
            Threads = 1,
            LoadSeconds = loadSeconds,
            ScoreRowsPerSecond = Speed.RowsPerSecond(model, rows.Features),
            ScoreOneMicroseconds = Speed.OneMicroseconds(model, rows.Features),
            ExplainRowsPerSecond = explain ? Speed.ExplainedPerSecond(model, rows.Features) : null,
            Quality = rows.Labels is null ? null : Quality.Of(model, values, rows.Labels),
        }, [], cancellation);
    }

    static TrainedModel Load(FileInfo file)
    {
        var description = ModelFiles.ReadDescription(file);
        if (description?.Method == "logistic") return new TrainedLogistic(MineFiles.Read(file, LinearModel.Load), description);
        var trees = MineFiles.Read(file, TreeEnsemble.Load);
        return new TrainedTrees(trees, description ?? Foreign(trees));
    }

    // A model of another program: its objective and its columns' names are all it says.
    static ModelDescription Foreign(TreeEnsemble trees) =>
        new(0, "trees", trees.Objective, null, [], [.. trees.FeatureNames.Select(name => new TableColumn(name, []))]);

    static (FeatureMatrix Features, float[]? Labels) Rows(ParseResult parsed, TrainedModel model, CancellationToken cancellation)
    {
        if (TableInput.IsFloats(parsed)) return FloatRows(parsed, model, cancellation);
        var columns = model.Description.Columns;
        var features = TableInput.ReadFeatures(parsed, columns, cancellation);
        return (InOrder(features, columns), parsed.GetValue(MineFlags.Label) is { } label ? LabelsOf(parsed, label, model, cancellation) : null);
    }

    static (FeatureMatrix Features, float[]? Labels) FloatRows(ParseResult parsed, TrainedModel model, CancellationToken cancellation)
    {
        var features = TableInput.ReadFeatures(parsed, known: null, cancellation).Features;
        if (features.FeatureCount != model.FeatureCount)
            throw new CommandFailedException($"--columns is {features.FeatureCount}, but the model was trained on {model.FeatureCount}.");
        var labels = parsed.GetValue(MineFlags.Labels) is { } file ? MineFiles.Read(file, stream => FloatReader.ReadLabels(stream, features.RowCount)) : null;
        return (features, labels);
    }

    static FeatureMatrix InOrder(DataTableOrFloats table, IReadOnlyList<TableColumn> columns)
    {
        var names = table.Columns.Select(column => column.Name).ToList();
        return table.Features.Select([.. columns.Select(column => names.IndexOf(column.Name))]);
    }

    // The label's texts mean what they meant when the model was trained.
    static float[] LabelsOf(ParseResult parsed, string label, TrainedModel model, CancellationToken cancellation)
    {
        var known = new TableColumn(label, model.Description.LabelNames);
        return MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => TableReader.ReadCsv(stream, [known], cancellation)).Features.Column(0);
    }
}
