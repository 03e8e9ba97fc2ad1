using System.CommandLine;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine;

/// <summary>Predictions as CSV rows, with the columns' shares where they are asked for.</summary>
static class PredictionRows
{
    public static Task WriteAsync(ParseResult parsed, TrainedModel model, FeatureMatrix rows, double[] values, bool explain, CancellationToken cancellation)
    {
        var explainer = explain ? model.Explain() : null;
        var shares = explainer is null ? [] : model.Description.Columns.Select(column => MineOutput.Field("share of " + column.Name));
        var header = string.Join(',', ["row", .. Outputs(model), .. shares]);
        return MineOutput.WriteRowsAsync(parsed, header, Rows(model, rows, values, explainer), cancellation);
    }

    static IEnumerable<string> Outputs(TrainedModel model) => model switch
    {
        { IsBinary: true } => ["probability"],
        { OutputCount: > 1 } => Enumerable.Range(0, model.OutputCount).Select(output =>
            "probability of " + MineOutput.Field(output < model.Description.LabelNames.Count ? model.Description.LabelNames[output] : $"{output}")),
        _ => ["prediction"],
    };

    static IEnumerable<string> Rows(TrainedModel model, FeatureMatrix rows, double[] values, Explainer? explainer)
    {
        var shares = new double[explainer is null ? 0 : model.FeatureCount];
        for (var row = 0; row < rows.RowCount; row++)
        {
            explainer?.Invoke(rows.Row(row), shares);
            var said = new ArraySegment<double>(values, row * model.OutputCount, model.OutputCount);
            yield return $"{row},{string.Join(',', said.Concat(shares).Select(MineOutput.Number))}";
        }
    }
}
