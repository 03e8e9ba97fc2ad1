using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Models;

/// <summary>`mine predict`: a trained model on other rows.</summary>
static class PredictVerb
{
    static readonly Option<FileInfo> s_model = new("--model") { Description = "File or folder that `mine train` wrote, or a model of LightGBM's.", Required = true };
    static readonly Option<bool> s_explain = new("--explain") { Description = "Adds each column's share of the margin (Shapley values) to --out." };

    public static Command Describe()
    {
        var command = new Command("predict", "Applies a trained model to the rows of a file. With labels it also says how good it is.")
        {
            MineFlags.Data, MineFlags.Rows, MineFlags.Columns, s_model, MineFlags.Label, MineFlags.Labels, MineFlags.Group, s_explain, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var model = ModelFiles.Load(parsed.GetRequiredValue(s_model));
        var run = new MineRun("predict", parsed, cancellation);
        var rows = run.Load(() => Rows(parsed, model, cancellation));
        var values = model.Predict(rows.Features);
        var explain = parsed.GetValue(s_explain);
        if (explain && !model.CanExplain) throw new CommandFailedException("--explain is not defined for this model: networks and models of several classes have no shares.");
        await PredictionRows.WriteAsync(parsed, model, rows.Features, values, explain, cancellation);
        return await run.FinishAsync(new MineResult
        {
            Rows = rows.Features.RowCount,
            Columns = rows.Features.FeatureCount,
            ScoreRowsPerSecond = Speed.RowsPerSecond(model, rows.Features),
            ScoreOneMicroseconds = Speed.OneMicroseconds(model, rows.Features),
            ExplainRowsPerSecond = explain ? Speed.ExplainedPerSecond(model, rows.Features) : null,
            Quality = rows.Labels is null ? null : Quality.Of(model, values, new TrainingData { Features = rows.Features, Labels = rows.Labels, Groups = rows.Groups }),
        }, []);
    }

    static (FeatureMatrix Features, float[]? Labels, int[]? Groups) Rows(ParseResult parsed, TrainedModel model, CancellationToken cancellation)
    {
        if (TableInput.IsFloats(parsed)) return FloatRows(parsed, model, cancellation);
        var columns = model.Description.Columns;
        var features = TableInput.ReadFeatures(parsed, columns, cancellation);
        return (InOrder(features, columns), parsed.GetValue(MineFlags.Label) is { } label ? LabelsOf(parsed, label, model, cancellation) : null, GroupsOf(parsed, cancellation));
    }

    static (FeatureMatrix Features, float[]? Labels, int[]? Groups) FloatRows(ParseResult parsed, TrainedModel model, CancellationToken cancellation)
    {
        var features = TableInput.ReadFeatures(parsed, known: null, cancellation).Features;
        if (features.FeatureCount != model.FeatureCount)
            throw new CommandFailedException($"--columns is {features.FeatureCount}, but the model was trained on {model.FeatureCount}.");
        var labels = parsed.GetValue(MineFlags.Labels) is { } file ? MineFiles.Read(file, stream => FloatReader.ReadLabels(stream, features.RowCount)) : null;
        return (features, labels, null);
    }

    static FeatureMatrix InOrder(DataTableOrFloats table, IReadOnlyList<TableColumn> columns)
    {
        var names = table.Columns.Select(column => column.Name).ToList();
        return table.Features.Select([.. columns.Select(column => names.IndexOf(column.Name))]);
    }

    static int[]? GroupsOf(ParseResult parsed, CancellationToken cancellation) => parsed.GetValue(MineFlags.Group) is null
        ? null
        : MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => SideColumns.Take(parsed, TableReader.ReadCsv(stream, known: null, cancellation, SideColumns.Texts(parsed))).Side.GroupCounts());

    // The label's texts mean what they meant when the model was trained.
    static float[] LabelsOf(ParseResult parsed, string label, TrainedModel model, CancellationToken cancellation)
    {
        var known = new TableColumn(label, model.Description.LabelNames);
        return MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => TableReader.ReadCsv(stream, [known], cancellation)).Features.Column(0);
    }
}
