using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Mine.Models;

/// <summary>Applies a model that predicts a label to a table.</summary>
static class TablePrediction
{
    public static async Task<int> RunAsync(MineRun run, TrainedModel model)
    {
        var rows = run.Load(() => LabelledRows.Read(run.Parsed, model, run.Parsed.GetValue(MineFlags.Label), run.Cancellation));
        var values = model.Predict(rows.Features);
        var explain = run.Parsed.GetValue(PredictFlags.Explain);
        if (explain && !model.CanExplain) throw new CommandFailedException("--explain is not defined for this model: networks and models of several classes have no shares.");
        await PredictionRows.WriteAsync(run.Parsed, model, rows.Features, values, explain, run.Cancellation);
        return await run.FinishAsync(new MineResult
        {
            Rows = rows.Features.RowCount,
            Columns = rows.Features.FeatureCount,
            ScoreRowsPerSecond = Speed.RowsPerSecond(model, rows.Features),
            ScoreOneMicroseconds = Speed.OneMicroseconds(model, rows.Features),
            ExplainRowsPerSecond = explain ? Speed.ExplainedPerSecond(model, rows.Features) : null,
            Quality = rows.Data is { } data ? Quality.Of(model, values, data) : null,
        }, []);
    }
}
