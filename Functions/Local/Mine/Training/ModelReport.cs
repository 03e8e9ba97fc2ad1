using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Training;

/// <summary>What a model has learned, for those who want to read it: weights, rules, or the columns that matter.</summary>
sealed record ModelReport(Dictionary<string, double>? Parameters, IReadOnlyList<object>? Top, IReadOnlyList<string> Lines)
{
    /// <summary>Rules of a decision tree.</summary>
    public int? Count { get; private init; }

    public static ModelReport Of(MineRun run, TrainedModel model, TableInput input) => model switch
    {
        TrainedRegression regression => OfRegression(run, regression, input),
        TrainedTree tree => OfTree(tree),
        TrainedTrees trees => OfTrees(trees),
        TrainedNetwork network => new(new() { ["epochs"] = network.Model.Epochs }, null, [$"Weights of epoch {network.Model.Epochs} were kept."]),
        _ => new(null, null, []),
    };

    static ModelReport OfRegression(MineRun run, TrainedRegression regression, TableInput input)
    {
        var model = regression.Model;
        string[] names = ["(intercept)", .. new OneHot(input.Columns).Names];
        double[] weights = [model.Intercept, .. model.Weights];
        var parameters = names.Zip(weights).ToDictionary(pair => pair.First, pair => pair.Second);
        var fitted = $"Deviance {model.Deviance:G9} of {model.NullDeviance:G9} without columns, dispersion {model.Dispersion:G9}.{(model.Converged ? "" : " The fit did not converge; do not use these weights.")}";
        if (RegressionFit.Intervals(run.Parsed, model, input, run.Context) is not var (intervals, kind))
            return new(parameters, null, [fitted, "The fit was penalised, so its weights have no standard errors; --bootstrap 1000 gives intervals.", .. names.Zip(weights, (name, weight) => $"{name} {weight:G9}")]);
        var rows = names.Zip(weights, (name, weight) => (Name: name, Weight: weight)).Zip(intervals).ToList();
        return new(parameters,
            [.. rows.Select(row => new { name = row.First.Name, weight = row.First.Weight, standardError = row.Second.StandardError, low = row.Second.Low, high = row.Second.High })],
            [fitted, $"Weights with {kind} intervals of 95 %:", .. rows.Select(row => $"{row.First.Name} {row.First.Weight:G9} ± {row.Second.StandardError:G6} ({row.Second.Low:G6} to {row.Second.High:G6})")]);
    }

    static ModelReport OfTree(TrainedTree tree)
    {
        var rules = tree.Rules();
        return new(new() { ["leaves"] = tree.Model.LeafCount, ["alpha"] = tree.Model.Alpha },
            [.. rules.Select(rule => new { rule = rule.Sentence, value = rule.Value, rows = rule.RowCount, coverage = rule.Coverage, precision = rule.Precision, deviation = rule.Deviation })],
            [.. rules.Select(rule => rule.Sentence)])
        { Count = rules.Count };
    }

    static ModelReport OfTrees(TrainedTrees trees)
    {
        var columns = trees.Description.Columns;
        var (gains, splits) = (TreeImportance.Gain(trees.Model), TreeImportance.Splits(trees.Model));
        var ranked = Enumerable.Range(0, gains.Length).Where(column => splits[column] > 0).OrderByDescending(column => gains[column]).Take(20).ToList();
        return new(new() { ["trees"] = trees.Model.TreeCount },
            [.. ranked.Select(column => new { column = columns[column].Name, gain = gains[column], splits = splits[column] })],
            ["Columns by gain: " + string.Join(", ", ranked.Take(10).Select(column => columns[column].Name))]);
    }
}
