using CrmInsights.Local.Mine.Histories;
using CrmInsights.Local.Mine.Tables;

namespace CrmInsights.Local.Mine.Training;

/// <summary>A way to learn: its name and what it can minimise. The first objective that fits the labels is the default.</summary>
sealed record Learner(string Name, IReadOnlyList<string> Objectives)
{
    public static IReadOnlyList<Learner> All { get; } =
    [
        new("trees", ["binary", "multiclass", "squared", "poisson", "tweedie", "quantile", "lambdarank"]),
        new("tree", ["binary", "multiclass", "squared"]),
        new("logistic", ["binary"]),
        new("linear", ["squared"]),
        new("poisson", ["poisson"]),
        new("gamma", ["gamma"]),
        new("network", ["binary", "multiclass", "squared"]),
        new(SavedRecurrent.Method, ["binary", "multiclass", "squared"]) { ReadsEvents = true },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(learner => learner.Name)];

    /// <summary>Those that learn from rows of features.</summary>
    public static IReadOnlyList<string> TableNames { get; } = [.. All.Where(learner => !learner.ReadsEvents).Select(learner => learner.Name)];

    public static Learner Of(string name) => All.Single(learner => learner.Name == name);

    /// <summary>True where it reads a customer's events one by one instead of a row of features.</summary>
    public bool ReadsEvents { get; private init; }

    public bool IsRegression => Name is "logistic" or "linear" or "poisson" or "gamma";

    /// <summary>What the labels look like: lists, two classes, several classes, or numbers.</summary>
    public string ObjectiveFor(TableInput input) =>
        input.Train.Groups is not null && Objectives.Contains("lambdarank") ? "lambdarank" : ObjectiveFor(input.Train.Labels, input.LabelNames.Count);

    public string ObjectiveFor(float[] labels, int names)
    {
        if (Objectives.Count == 1) return Objectives[0];
        if (names > 2) return "multiclass";
        return names == 2 || Array.TrueForAll(labels, label => label is 0 or 1) ? "binary" : "squared";
    }
}
