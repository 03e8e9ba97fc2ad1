using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>What a model says on average if every row had one value of a column.</summary>
static class ColumnDependence
{
    public static Explanation Of(Question question)
    {
        var name = question.Parsed.GetValue(ExplainFlags.Column)!;
        var place = question.Names.ToList().IndexOf(name);
        if (place < 0) throw new CommandFailedException($"--column is \"{name}\", but the model has no such column; it has {string.Join(", ", question.Names.Take(40))}.");
        var column = question.Model.Description.Columns[place];
        var options = new PartialDependenceOptions { GridSize = question.Parsed.GetValue(ExplainFlags.Grid), IsCategorical = column.IsCategorical };
        var points = PartialDependence.Of(question.Scorer, question.Rows.Features, place, options, question.Run.Context);
        var outputs = PredictionRows.Outputs(question.Model.Description.Objective, question.Model.OutputCount, question.Model.Description.LabelNames).ToList();
        return new(string.Join(',', [MineOutput.Field(name), .. outputs]), points.Select(point => string.Join(',', [MineOutput.Field(Text(point.Value)), .. point.Margins.Select(MineOutput.Number)])),
            [.. points.Select(point => (object)new { value = Text(point.Value), mean = point.Margins })],
            [.. points.Select(point => $"{name} {(float.IsNaN(point.Value) ? "missing" : "= " + Text(point.Value))}: {string.Join(", ", outputs.Zip(point.Margins, (output, mean) => $"{output} {mean:0.####}"))}")]);

        string Text(float value) => float.IsNaN(value) ? "" : column.IsCategorical ? Category((int)value) : value.ToString("R", CultureInfo.InvariantCulture);
        string Category(int code) => code < column.Categories.Count ? column.Categories[code] : "(unknown)";
    }
}
