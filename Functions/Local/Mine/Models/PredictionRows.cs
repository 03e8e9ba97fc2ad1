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
        var header = string.Join(',', ["row", .. Outputs(model.Description.Objective, model.OutputCount, model.Description.LabelNames), .. shares]);
        return MineOutput.WriteRowsAsync(parsed, header, Rows(model, rows, values, explain), cancellation);
    }

    /// <summary>Names of the columns of a prediction.</summary>
    public static IEnumerable<string> Outputs(string objective, int outputCount, IReadOnlyList<string> labelNames)
    {
        if (objective == "binary") return ["probability"];
        if (outputCount == 1) return ["prediction"];
        return Enumerable.Range(0, outputCount).Select(output => "probability of " + MineOutput.Field(output < labelNames.Count ? labelNames[output] : $"{output}"));
    }

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
