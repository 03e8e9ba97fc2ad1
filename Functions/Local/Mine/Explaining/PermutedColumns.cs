using CrmInsights.Local.Commands;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>What a model loses when the values of a column are dealt to other rows.</summary>
static class PermutedColumns
{
    public static Explanation Of(Question question)
    {
        var data = question.Rows.Data ?? throw new CommandFailedException("--what permutation needs labels: give --label COLUMN, or --labels FILE of a .f32 file.");
        var loss = ModelLoss.Of(question.Model, data);
        var options = new PermutationImportanceOptions { Repetitions = question.Parsed.GetValue(ExplainFlags.Repetitions), Seed = question.Run.Seed, ScoresLoss = loss.Measure };
        var before = loss.Measure(question.Model.Predict(data.Features));
        var found = PermutationImportance.Of(question.Scorer, data.Features, options, question.Run.Context).OrderByDescending(column => column.Mean).ToList();
        return new("column,rise,deviation", found.Select(column => $"{MineOutput.Field(question.Names[column.Feature])},{MineOutput.Number(column.Mean)},{MineOutput.Number(column.StandardDeviation)}"),
            [.. found.Select(column => (object)new { column = question.Names[column.Feature], rise = column.Mean, deviation = column.StandardDeviation })],
            [$"The {loss.Name} is {before:0.#####}; with the values of one column shuffled it rises by:", .. found.Select(column => $"{question.Names[column.Feature]}: {column.Mean:0.#####} (± {column.StandardDeviation:0.#####} over {options.Repetitions} shuffles)")]);
    }
}
