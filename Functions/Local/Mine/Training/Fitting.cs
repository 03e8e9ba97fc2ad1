using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Training;

/// <summary>Fits what the flags of `mine train` ask for.</summary>
static class Fitting
{
    const int DefaultMinRows = 20, DefaultMinRowsOfTree = 7, PruningFolds = 10;
    const double DefaultRate = 0.1, DefaultNetworkRate = 1e-3;

    /// <exception cref="ArgumentException">Rows or settings do not fit the method.</exception>
    public static TrainedModel Fit(ParseResult parsed, TableInput input, RunContext run)
    {
        var learner = Learner.Of(parsed.GetValue(TrainFlags.Method)!);
        var objective = parsed.GetValue(TrainFlags.Objective) ?? learner.ObjectiveFor(input);
        if (objective == "binary" && input.Train.Labels.Distinct().Count() < 2)
            throw new ArgumentException($"all {input.Train.Labels.Length:N0} rows to train on have one label; two classes are needed. Give more --train-rows, or another order of the rows.");
        if (parsed.GetValue(TrainFlags.StopAfter) is not null) input = input.WithValidation(parsed.GetValue(TrainFlags.ValidationShare));
        if (parsed.GetValue(TrainFlags.ClassWeights) is { } weights) input = input with { Train = Weigh(input.Train, weights, objective) };
        var description = new ModelDescription(ModelFiles.Version, learner.Name, objective, parsed.GetValue(MineFlags.Label), input.LabelNames, input.Columns);
        return learner.Name switch
        {
            "trees" => new TrainedTrees(GradientBoosting.Fit(input.Train, Boosting(parsed, input, objective), run), description),
            "tree" => new TrainedTree(DecisionTree.Fit(input.Train, Tree(parsed, input, objective), run), description),
            "network" => new TrainedNetwork(MultilayerPerceptron.Fit(input.Train, Network(parsed, input, objective), run), description),
            _ => new TrainedRegression(RegressionFit.Of(parsed, input, run), description),
        };
    }

    static TrainingData Weigh(TrainingData data, string weights, string objective)
    {
        if (objective is not ("binary" or "multiclass")) throw new CommandFailedException($"--class-weights needs classes, but the objective is {objective}.");
        return ClassWeights.Apply(data, weights == "balanced" ? ClassWeights.Balanced(data) : Numbers(weights, "--class-weights", "balanced, or numbers such as 1,5"));
    }

    static GradientBoostingOptions Boosting(ParseResult parsed, TableInput input, string objective) => new()
    {
        Objective = Enum.Parse<TreeObjective>(objective, ignoreCase: true),
        TreeCount = parsed.GetValue(TrainFlags.Trees),
        LeafCount = parsed.GetValue(TrainFlags.Leaves),
        MaxDepth = parsed.GetValue(TrainFlags.Depth),
        MinRowsPerLeaf = parsed.GetValue(TrainFlags.MinRows) ?? DefaultMinRows,
        LearningRate = parsed.GetValue(TrainFlags.LearningRate) ?? DefaultRate,
        MaxBins = parsed.GetValue(TrainFlags.Bins),
        RowShare = parsed.GetValue(TrainFlags.RowShare),
        FeatureShare = parsed.GetValue(TrainFlags.FeatureShare),
        Quantile = parsed.GetValue(TrainFlags.Quantile),
        TweediePower = parsed.GetValue(TrainFlags.TweediePower),
        MonotoneConstraints = Directions(parsed.GetValue(TrainFlags.Monotone), input),
        L1 = parsed.GetValue(TrainFlags.L1),
        L2 = parsed.GetValue(TrainFlags.L2) ?? 0,
        CategoricalFeatures = input.Categorical,
        EarlyStoppingRounds = parsed.GetValue(TrainFlags.StopAfter) ?? 0,
        Seed = parsed.GetValue(MineFlags.Seed),
    };

    static DecisionTreeOptions Tree(ParseResult parsed, TableInput input, string objective) => new()
    {
        Criterion = objective == "squared" ? SplitCriterion.SquaredError : SplitCriterion.Gini,
        MaxDepth = parsed.GetValue(TrainFlags.Depth),
        MinRowsPerLeaf = parsed.GetValue(TrainFlags.MinRows) ?? DefaultMinRowsOfTree,
        CategoricalFeatures = input.Categorical,
        Alpha = parsed.GetValue(TrainFlags.Alpha) ?? 0,
        FoldCount = parsed.GetValue(TrainFlags.Alpha) is null && input.Train.Labels.Length > 1 ? Math.Min(PruningFolds, input.Train.Labels.Length) : 0,
        Seed = parsed.GetValue(MineFlags.Seed),
    };

    static MultilayerPerceptronOptions Network(ParseResult parsed, TableInput input, string objective) => new()
    {
        Objective = Enum.Parse<NeuralObjective>(objective, ignoreCase: true),
        HiddenSizes = Array.ConvertAll(Numbers(parsed.GetValue(TrainFlags.Hidden)!, "--hidden", "whole numbers such as 64,32"), units => (int)units),
        CategoricalFeatures = input.Categorical,
        EmbeddingSize = parsed.GetValue(TrainFlags.Embedding),
        Dropout = parsed.GetValue(TrainFlags.Dropout),
        Training = new NeuralTraining
        {
            MaxEpochs = parsed.GetValue(TrainFlags.Epochs),
            LearningRate = parsed.GetValue(TrainFlags.LearningRate) ?? DefaultNetworkRate,
            EarlyStoppingEpochs = parsed.GetValue(TrainFlags.StopAfter) ?? 0,
            Seed = parsed.GetValue(MineFlags.Seed),
        },
    };

    static int[] Directions(string? text, TableInput input)
    {
        if (text is null) return [];
        var (names, directions) = (input.Columns.Select(column => column.Name).ToList(), new int[input.Columns.Count]);
        foreach (var word in TableInput.Words(text))
        {
            var column = names.IndexOf(word[1..]);
            if (word[0] is not ('+' or '-') || column < 0)
                throw new CommandFailedException($"--monotone holds \"{word}\"; + or - and the name of a column was expected, such as +{names[0]}. There are {string.Join(", ", names.Take(40))}.");
            if (input.Categorical.Contains(column)) throw new CommandFailedException($"--monotone names \"{names[column]}\", which holds categories: they have no order.");
            directions[column] = word[0] == '+' ? 1 : -1;
        }
        return directions;
    }

    static double[] Numbers(string text, string flag, string expected) => Array.ConvertAll(TableInput.Words(text), word =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new CommandFailedException($"{flag} holds \"{word}\"; {expected} was expected."));
}
