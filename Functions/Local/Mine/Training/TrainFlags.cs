using System.CommandLine;
using CrmInsights.Local.Mine.Histories;

namespace CrmInsights.Local.Mine.Training;

/// <summary>The flags of `mine train`.</summary>
static class TrainFlags
{
    public static readonly Option<string> Method = new("--method")
    {
        Description = "trees (boosted), tree (one decision tree with rules to read), logistic, linear, poisson, gamma (regressions), network (multilayer perceptron) or recurrent (reads a customer's events one by one).",
        DefaultValueFactory = _ => "trees",
    };
    public static readonly Option<string?> Objective = new("--objective") { Description = "binary, multiclass, squared, poisson, tweedie, quantile or lambdarank; without it what the labels are: two classes, several texts, or numbers." };
    public static readonly Option<int?> Folds = new("--folds") { Description = "Instead of one test: cross-validation with so many folds, each with the same share of every class." };
    public static readonly Option<string?> ClassWeights = new("--class-weights") { Description = "balanced, or one weight a class separated by commas, in the order of the labels." };
    public static readonly Option<int?> StopAfter = new("--stop-after") { Description = "Trees and networks: stop after so many rounds (epochs) without a better loss on the newest rows of the training part (default of recurrent: 5)." };
    public static readonly Option<double> ValidationShare = new("--validation-share") { Description = "Share of the training rows, the last ones, that --stop-after watches.", DefaultValueFactory = _ => 0.2 };
    public static readonly Option<int> Trees = new("--trees") { Description = "trees: rounds of boosting.", DefaultValueFactory = _ => 100 };
    public static readonly Option<int> Leaves = new("--leaves") { Description = "trees: most leaves of a tree.", DefaultValueFactory = _ => 31 };
    public static readonly Option<int> Depth = new("--depth") { Description = "trees, tree: most splits on a path; 0 means no limit." };
    public static readonly Option<int?> MinRows = new("--min-rows") { Description = "trees, tree: fewest rows of a leaf (default: 20, tree 7)." };
    public static readonly Option<double?> LearningRate = new("--learning-rate") { Description = "trees: share of each tree's step that is taken (default: 0.1); network: length of a step (default: 0.001; recurrent 0.005)." };
    public static readonly Option<int> Bins = new("--bins") { Description = "trees: most bins of a column.", DefaultValueFactory = _ => 255 };
    public static readonly Option<double> RowShare = new("--row-share") { Description = "trees: share of the rows drawn for each tree.", DefaultValueFactory = _ => 1 };
    public static readonly Option<double> FeatureShare = new("--feature-share") { Description = "trees: share of the columns drawn for each tree.", DefaultValueFactory = _ => 1 };
    public static readonly Option<double> Quantile = new("--quantile") { Description = "trees: the quantile of --objective quantile.", DefaultValueFactory = _ => 0.5 };
    public static readonly Option<double> TweediePower = new("--tweedie-power") { Description = "trees: the variance power of --objective tweedie, between 1 and 2.", DefaultValueFactory = _ => 1.5 };
    public static readonly Option<string?> Monotone = new("--monotone") { Description = "trees: columns the prediction may only rise (+) or fall (-) with, such as +visits,-price." };
    public static readonly Option<double?> Alpha = new("--alpha") { Description = "tree: price of a leaf when the tree is pruned (default: chosen by 10-fold cross-validation)." };
    public static readonly Option<double> L1 = new("--l1") { Description = "trees, regressions: lasso penalty. For regressions as glmnet: lambda x alpha, on standardised columns." };
    public static readonly Option<double?> L2 = new("--l2") { Description = "trees, regressions: ridge penalty, lambda x (1 - alpha) of glmnet (default: 0; 0.000001 where columns say the same or classes can be separated)." };
    public static readonly Option<int?> Bootstrap = new("--bootstrap") { Description = "regressions: intervals of the weights from so many samples of the rows; the way to errors of a penalised fit." };
    public static readonly Option<string> Hidden = new("--hidden") { Description = "network: units of each hidden layer, such as 64,32; recurrent: units of the state (default: 16).", DefaultValueFactory = _ => "64,32" };
    public static readonly Option<int> Epochs = new("--epochs") { Description = "network, recurrent: most passes over the rows.", DefaultValueFactory = _ => 50 };
    public static readonly Option<double> Dropout = new("--dropout") { Description = "network: share of hidden units left out of each step." };
    public static readonly Option<int> Embedding = new("--embedding") { Description = "network, recurrent: length of the vector of a category or item; 0 goes by their number (recurrent: 8)." };
    public static readonly Option<FileInfo?> Model = new("--model") { Description = "Writes the model here: a file (boosted trees in LightGBM's text format), with what its columns mean in .json beside it; a path without ending becomes a folder with both." };
    public static readonly Option<FileInfo?> Onnx = new("--onnx") { Description = "Also writes the model as ONNX; categories are codes in the order of the .json file." };
    public static readonly Option<bool> Explain = new("--explain") { Description = "Adds each column's share of the margin (Shapley values; of a decision tree its share of ones or its mean) to --out, and measures how fast they come. Not for networks." };

    static TrainFlags()
    {
        Method.AcceptOnlyFromAmong([.. Learner.Names]);
        Objective.AcceptOnlyFromAmong([.. Learner.Of("trees").Objectives]);
        Folds.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int?>() is < 2 or > 100, "2 to 100 was expected"));
        StopAfter.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int?>() is < 1, "1 or more was expected"));
        Bootstrap.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int?>() is < 2, "2 or more was expected"));
        ValidationShare.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double>() is not (> 0 and < 1), "a share between 0 and 1 was expected"));
    }

    public static IEnumerable<Option> All =>
    [
        MineFlags.Data, MineFlags.Rows, MineFlags.Columns, MineFlags.Label, MineFlags.Labels, MineFlags.Without, MineFlags.Categorical, MineFlags.Weights, MineFlags.Group, MineFlags.Time,
        MineFlags.TrainRows, Folds, Method, Objective, ClassWeights, StopAfter, ValidationShare, Trees, Leaves, Depth, MinRows, LearningRate, Bins, RowShare, FeatureShare, Quantile, TweediePower,
        Monotone, Alpha, L1, L2, Bootstrap, Hidden, Epochs, Dropout, Embedding, .. HistoryFlags.OfFiles.Except([MineFlags.Label, MineFlags.Labels]), HistoryFlags.LastEvents, HistoryFlags.LeastCustomers, MineFlags.Seed, MineFlags.Threads, Model, Onnx, Explain, MineFlags.Json, MineFlags.Out,
    ];

    /// <summary>What is wrong with flags together.</summary>
    public static IEnumerable<string> Contradictions(ParseResult parsed)
    {
        var learner = Learner.Of(parsed.GetValue(Method)!);
        if (parsed.GetValue(Objective) is { } objective && !learner.Objectives.Contains(objective))
            yield return $"--method {learner.Name} knows the objective {string.Join(", ", learner.Objectives)}, but --objective is {objective}.";
        var idle = (learner.ReadsEvents ? All.Except(RecurrentTraining.Flags) : RecurrentTraining.OnlyFlags).FirstOrDefault(flag => HistoryFlags.Says(parsed, flag));
        if (idle is not null) yield return learner.ReadsEvents ? $"{idle.Name} means nothing to --method {learner.Name}, which takes {string.Join(", ", RecurrentTraining.Flags.Select(flag => flag.Name))}." : $"{idle.Name} is for --method {SavedRecurrent.Method}, which reads events.";
        if (learner.Name == "network" && parsed.GetValue(Explain)) yield return "--explain is not defined for a network; trees, tree and the regressions have shares.";
        if (parsed.GetValue(Folds) is not null && parsed.GetValue(MineFlags.Group) is not null) yield return "--folds would tear the lists of --group apart; test on the last rows instead.";
        if (parsed.GetValue(Monotone) is not null && learner.Name != "trees") yield return "--monotone is for --method trees.";
        if (parsed.GetValue(Bootstrap) is not null && !learner.IsRegression) yield return "--bootstrap is for regressions.";
        if (parsed.GetValue(StopAfter) is not null && learner.Name is not ("trees" or "network" or "recurrent")) yield return "--stop-after is for --method trees, network and recurrent.";
        if (parsed.GetValue(Objective) == "lambdarank" && parsed.GetValue(MineFlags.Group) is null) yield return "--objective lambdarank needs --group: the column that says which rows are ranked together.";
    }
}
