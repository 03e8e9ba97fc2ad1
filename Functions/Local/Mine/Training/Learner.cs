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
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(learner => learner.Name)];

    public static Learner Of(string name) => All.Single(learner => learner.Name == name);

    public bool IsRegression => Name is "logistic" or "linear" or "poisson" or "gamma";

    /// <summary>What the labels look like: lists, two classes, several classes, or numbers.</summary>
    public string ObjectiveFor(TableInput input)
    {
        if (Objectives.Count == 1) return Objectives[0];
        if (input.Train.Groups is not null && Objectives.Contains("lambdarank")) return "lambdarank";
        if (input.LabelNames.Count > 2) return "multiclass";
        return input.LabelNames.Count == 2 || Array.TrueForAll(input.Train.Labels, label => label is 0 or 1) ? "binary" : "squared";
    }
}
