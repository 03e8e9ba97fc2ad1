using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>Each row's shares of what sets its margin apart from the mean margin of chosen rows.</summary>
static class BackgroundShares
{
    public static Explanation Of(Question question)
    {
        var ((trees, output), rows) = (question.Trees(), question.First);
        var file = question.Parsed.GetValue(ExplainFlags.Background)!;
        var background = KnownColumns.Read(file, question.Model.Description.Columns, question.Run.Cancellation);
        if (background.RowCount > InterventionalShap.MostBackgroundRows)
            throw new CommandFailedException($"{file.Name} has {background.RowCount:N0} rows; 1 to {InterventionalShap.MostBackgroundRows} were expected. Take a sample of them.");
        var (shap, columns, error) = (new InterventionalShap(trees, background, output), rows.FeatureCount, new SumCheck());
        var (means, shares, margins, found) = (new double[columns], new double[columns], new double[trees.OutputCount], new List<string>());
        for (var row = 0; row < rows.RowCount; row++)
        {
            question.Run.Context.Report(row, rows.RowCount);
            shap.Explain(rows.Row(row), shares);
            trees.PredictMargins(rows.Row(row), margins);
            error.Compare(shap.ExpectedMargin + shares.Sum(), margins[output]);
            for (var column = 0; column < columns; column++) means[column] += Math.Abs(shares[column]) / rows.RowCount;
            found.Add(string.Join(',', [$"{row}", MineOutput.Number(margins[output]), MineOutput.Number(shap.ExpectedMargin), .. shares.Select(MineOutput.Number)]));
        }
        var order = Enumerable.Range(0, columns).OrderByDescending(column => means[column]).ToList();
        return new(string.Join(',', ["row", "margin", "backgroundMargin", .. question.Names.Select(name => MineOutput.Field("share of " + name))]), found,
            [.. order.Select(column => (object)new { column = question.Names[column], meanShare = means[column] })],
            [$"The {background.RowCount:N0} background rows have a mean margin of {shap.ExpectedMargin:0.####}; what sets the others apart:",
                .. order.Select(column => $"{question.Names[column]}: {means[column]:0.####} on average"), .. question.CutLine])
        { SumError = error.Largest };
    }
}
