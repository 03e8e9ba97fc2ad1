using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine;

/// <summary>`mine train`: a model that predicts one column.</summary>
static class TrainVerb
{
    const double LeastRidge = 1e-6;

    static readonly Option<string> s_method = new("--method") { Description = "trees (boosted trees) or logistic (regression; categories become columns of 0 and 1, numbers must not be missing).", DefaultValueFactory = _ => "trees" };
    static readonly Option<TreeObjective> s_objective = new("--objective") { Description = "binary, multiclass, squared, poisson, tweedie or quantile.", DefaultValueFactory = _ => TreeObjective.Binary };
    static readonly Option<int> s_trees = new("--trees") { Description = "Rounds of boosting.", DefaultValueFactory = _ => 100 };
    static readonly Option<int> s_leaves = new("--leaves") { Description = "Most leaves of a tree.", DefaultValueFactory = _ => 31 };
    static readonly Option<double> s_rate = new("--learning-rate") { Description = "Share of each tree's step that is taken.", DefaultValueFactory = _ => 0.1 };
    static readonly Option<int> s_bins = new("--bins") { Description = "Most bins of a column.", DefaultValueFactory = _ => 255 };
    static readonly Option<double> s_quantile = new("--quantile") { Description = "The quantile of --objective quantile.", DefaultValueFactory = _ => 0.5 };
    static readonly Option<double> s_l1 = new("--l1") { Description = "Lasso penalty." };
    static readonly Option<double?> s_l2 = new("--l2") { Description = "Ridge penalty (default: 0; logistic 0.000001, so that columns that say the same do no harm)." };
    static readonly Option<int?> s_folds = new("--folds") { Description = "Instead of one test: cross-validation with so many folds, each with the same share of every class." };
    static readonly Option<FileInfo?> s_model = new("--model") { Description = "Writes the model to this file (trees in LightGBM's text format), and what its columns mean beside it." };
    static readonly Option<bool> s_explain = new("--explain") { Description = "Adds each column's share of the margin (Shapley values) to --out, and measures how fast they come." };

    static TrainVerb()
    {
        s_method.AcceptOnlyFromAmong("trees", "logistic");
        s_folds.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int?>() is < 2 or > 100, "2 to 100 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("train", "Trains a model on the first rows of a file and tests it on the others.")
        {
            MineFlags.Data, MineFlags.Rows, MineFlags.Columns, MineFlags.Label, MineFlags.Labels, MineFlags.Without, MineFlags.TrainRows, s_folds, MineFlags.Categorical, s_method, s_objective, s_trees, s_leaves,
            s_rate, s_bins, s_quantile, s_l1, s_l2, MineFlags.Seed, MineFlags.Threads, s_model, s_explain, MineFlags.Json, MineFlags.Out,
        };
        s_objective.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<TreeObjective>() == TreeObjective.LambdaRank, "ranking needs lists, which plain files do not have"));
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (input, loadSeconds, _) = Stage.Measure(() => TableInput.Read(parsed, cancellation));
        if (parsed.GetValue(s_folds) is { } folds) return await CrossValidateAsync(parsed, input, folds, cancellation);
        var (model, seconds, cpu) = Stage.Measure(() => Fit(parsed, input, MineFlags.Run(parsed, cancellation)));
        if (parsed.GetValue(s_model) is { } file) await ModelFiles.WriteAsync(file, model, cancellation);
        var result = new MineResult
        {
            Task = "train",
            Rows = input.RowCount,
            Columns = model.FeatureCount,
            Threads = parsed.GetValue(MineFlags.Threads),
            LoadSeconds = loadSeconds,
            FitSeconds = seconds,
            FitCpuSeconds = cpu,
            Parameters = Parameters(model, input),
        };
        if (input.Test is { } test) result = await TestAsync(parsed, result, model, test, cancellation);
        return await MineOutput.FinishAsync(parsed, result, [input.Test is null ? "All rows were trained on; nothing was left to test." : $"Tested on the last {input.Test.Features.RowCount:N0} rows."], cancellation);
    }

    static async Task<int> CrossValidateAsync(ParseResult parsed, TableInput input, int folds, CancellationToken cancellation)
    {
        var all = input.Whole();
        var (values, seconds, cpu) = Stage.Measure(() => CrossValidation.Run(all, folds, parsed.GetValue(MineFlags.Seed), part => Fit(parsed, part, MineFlags.Run(parsed, cancellation))));
        return await MineOutput.FinishAsync(parsed, new MineResult
        {
            Task = "train",
            Rows = all.RowCount,
            Columns = input.Columns.Count,
            Threads = parsed.GetValue(MineFlags.Threads),
            FitSeconds = seconds,
            FitCpuSeconds = cpu,
            Quality = values,
        }, [$"Means over {folds} folds."], cancellation);
    }

    static async Task<MineResult> TestAsync(ParseResult parsed, MineResult result, TrainedModel model, TrainingData test, CancellationToken cancellation)
    {
        var values = model.Predict(test.Features);
        var explain = parsed.GetValue(s_explain);
        await PredictionRows.WriteAsync(parsed, model, test.Features, values, explain, cancellation);
        return result with
        {
            Quality = Quality.Of(model, values, test.Labels),
            ScoreRowsPerSecond = Speed.RowsPerSecond(model, test.Features),
            ScoreOneMicroseconds = Speed.OneMicroseconds(model, test.Features),
            ExplainRowsPerSecond = explain ? Speed.ExplainedPerSecond(model, test.Features) : null,
        };
    }

    static TrainedModel Fit(ParseResult parsed, TableInput input, RunContext run)
    {
        var method = parsed.GetValue(s_method)!;
        var objective = method == "logistic" ? TreeObjective.Binary : parsed.GetValue(s_objective);
        var description = new ModelDescription(0, method, objective.ToString().ToLowerInvariant(), parsed.GetValue(MineFlags.Label), input.LabelNames, input.Columns);
        try
        {
            if (method == "logistic") return new TrainedLogistic(LogisticRegression.Fit(Spelled(input), Penalties(parsed), run), description);
            return new TrainedTrees(GradientBoosting.Fit(input.Train, Settings(parsed, input, objective), run), description);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidDataException or InvalidOperationException)
        {
            throw new CommandFailedException($"{parsed.GetRequiredValue(MineFlags.Data).Name}: {wrong.Message}");
        }
    }

    static TrainingData Spelled(TableInput input) => input.Train with { Features = new OneHot(input.Columns).Encode(input.Train.Features) };

    static LogisticRegressionOptions Penalties(ParseResult parsed) => new() { L1 = parsed.GetValue(s_l1), L2 = parsed.GetValue(s_l2) ?? LeastRidge };

    static GradientBoostingOptions Settings(ParseResult parsed, TableInput input, TreeObjective objective) => new()
    {
        Objective = objective,
        TreeCount = parsed.GetValue(s_trees),
        LeafCount = parsed.GetValue(s_leaves),
        LearningRate = parsed.GetValue(s_rate),
        MaxBins = parsed.GetValue(s_bins),
        Quantile = parsed.GetValue(s_quantile),
        L1 = parsed.GetValue(s_l1),
        L2 = parsed.GetValue(s_l2) ?? 0,
        CategoricalFeatures = input.Categorical,
        Seed = parsed.GetValue(MineFlags.Seed),
    };

    static Dictionary<string, double>? Parameters(TrainedModel model, TableInput input)
    {
        if (model is not TrainedLogistic logistic) return null;
        var parameters = new Dictionary<string, double> { ["(intercept)"] = logistic.Model.Intercept };
        var names = new OneHot(input.Columns).Names;
        for (var column = 0; column < names.Count; column++) parameters[names[column]] = logistic.Model.Weights[column];
        return parameters;
    }
}
