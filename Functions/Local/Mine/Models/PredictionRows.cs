using System.CommandLine;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Models;

/// <summary>Predictions as CSV rows, with the columns' shares where they are asked for.</summary>
static class PredictionRows
{
    const int PartRows = 4096;

    public static Task WriteAsync(ParseResult parsed, TrainedModel model, FeatureMatrix rows, double[] values, bool explain, CancellationToken cancellation)
    {
        var shares = !explain ? [] : model.Description.Columns.Select(column => MineOutput.Field("share of " + column.Name));
        var header = string.Join(',', ["row", .. Outputs(model), .. shares]);
        return MineOutput.WriteRowsAsync(parsed, header, Rows(model, rows, values, explain), cancellation);
    }

    static IEnumerable<string> Outputs(TrainedModel model) => model switch
    {
        { IsBinary: true } => ["probability"],
        { OutputCount: > 1 } => Enumerable.Range(0, model.OutputCount).Select(output =>
            "probability of " + MineOutput.Field(output < model.Description.LabelNames.Count ? model.Description.LabelNames[output] : $"{output}")),
        _ => ["prediction"],
    };

    static IEnumerable<string> Rows(TrainedModel model, FeatureMatrix rows, double[] values, bool explain)
    {
        for (var from = 0; from < rows.RowCount; from += PartRows)
        {
            var part = rows.Part(from, Math.Min(PartRows, rows.RowCount - from));
            var shares = new double[explain ? part.RowCount * model.FeatureCount : 0];
            if (explain) model.Explain(part, shares);
            for (var row = 0; row < part.RowCount; row++)
            {
                var said = new ArraySegment<double>(values, (from + row) * model.OutputCount, model.OutputCount);
                var why = explain ? new ArraySegment<double>(shares, row * model.FeatureCount, model.FeatureCount) : ArraySegment<double>.Empty;
                yield return $"{from + row},{string.Join(',', said.Concat(why).Select(MineOutput.Number))}";
            }
        }
    }
}
