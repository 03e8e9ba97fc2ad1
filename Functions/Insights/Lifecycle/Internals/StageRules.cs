using CrmInsights.Insights.Churn;

namespace CrmInsights.Insights.Lifecycle.Internals;

/// <summary>
/// The fuzzy rules. A condition holds to a degree between 0 and 1; "and" is the smaller, "or" the larger of two degrees; the degrees of the
/// stages are divided by their sum. docs/models.md lists the rules in words.
/// </summary>
static class StageRules
{
    /// <summary>Silence in expected gaps from which a customer begins to be overdue.</summary>
    public const double LateFrom = 1.5;

    static readonly LifecycleStage[] s_stages = Enum.GetValues<LifecycleStage>();

    /// <summary>Stages that contradict neither the churn band nor the probability of being active.</summary>
    public static IReadOnlyList<LifecycleStage> Allowed(ChurnBand? band, StageEvidence x) => band switch
    {
        ChurnBand.Healthy => [LifecycleStage.Growth, LifecycleStage.Maturity],
        ChurnBand.Watch => [LifecycleStage.Growth, LifecycleStage.Maturity, LifecycleStage.Decline],
        ChurnBand.AtRisk => [LifecycleStage.Maturity, LifecycleStage.Decline],
        ChurnBand.Critical => [LifecycleStage.Decline],
        ChurnBand.Lapsed => x.Alive < 0.5 ? [LifecycleStage.Decline, LifecycleStage.Terminated] : [LifecycleStage.Decline],
        _ => x.Alive switch
        {
            < 0.2 => [LifecycleStage.Decline, LifecycleStage.Terminated],
            < 0.5 => [LifecycleStage.Growth, LifecycleStage.Maturity, LifecycleStage.Decline, LifecycleStage.Terminated],
            _ => [LifecycleStage.Growth, LifecycleStage.Maturity, LifecycleStage.Decline],
        },
    };

    /// <summary>How far each stage fits; a stage that is not allowed gets 0, and the rest sums to 1.</summary>
    public static IReadOnlyDictionary<LifecycleStage, double> Degrees(StageEvidence x, IReadOnlyList<LifecycleStage> allowed)
    {
        var fits = Fits(x);
        var sum = allowed.Sum(stage => fits[stage]);
        return s_stages.ToDictionary(stage => stage, stage => !allowed.Contains(stage) ? 0 : sum > 0 ? fits[stage] / sum : 1.0 / allowed.Count);
    }

    public static IReadOnlyDictionary<LifecycleStage, double> Only(LifecycleStage only) => s_stages.ToDictionary(stage => stage, stage => stage == only ? 1.0 : 0);

    /// <summary>The stage that fits best; of equals the later one, so that a warning is not lost.</summary>
    public static LifecycleStage Best(IReadOnlyDictionary<LifecycleStage, double> degrees) => s_stages.Reverse().MaxBy(stage => degrees[stage]);

    static Dictionary<LifecycleStage, double> Fits(StageEvidence x)
    {
        var gone = Math.Min(Falling(x.Alive, 0.1, 0.5), Rising(x.Overdue, LateFrom, 3));
        var late = Rising(x.Overdue, LateFrom, 3);
        var more = Math.Max(Rising(x.RateTrend, 0.25, 0.8), Rising(x.SpendTrend, 0.4, 1.2));
        var less = Math.Max(Rising(-x.RateTrend, 0.25, 0.8), Rising(-x.SpendTrend, 0.4, 1.2));
        var young = Falling(x.OrderDays, 2, 6);
        return new()
        {
            [LifecycleStage.Prospect] = 0,
            [LifecycleStage.Growth] = Math.Min(Math.Min(Math.Max(young, more), 1 - late), 1 - less),
            [LifecycleStage.Maturity] = Math.Min(Math.Min(1 - young, 1 - late), Math.Min(1 - more, 1 - less)),
            [LifecycleStage.Decline] = Math.Min(Math.Max(late, less), 1 - gone),
            [LifecycleStage.Terminated] = gone,
        };
    }

    /// <summary>0 up to <paramref name="from"/>, 1 from <paramref name="to"/> on, a straight line between.</summary>
    static double Rising(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1);

    static double Falling(double value, double from, double to) => 1 - Rising(value, from, to);
}
