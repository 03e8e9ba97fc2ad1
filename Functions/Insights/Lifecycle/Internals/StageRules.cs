using CrmInsights.Insights.Churn;
using CrmInsights.Mining.Fuzzy;

namespace CrmInsights.Insights.Lifecycle.Internals;

/// <summary>
/// The fuzzy rules, on the engine's fuzzy sets. A condition holds to a degree between 0 and 1; "and" is the smaller, "or" the larger of two degrees; the degrees of the
/// stages are divided by their sum. docs/models.md lists the rules in words.
/// </summary>
static class StageRules
{
    /// <summary>Silence in expected gaps from which a customer begins to be overdue.</summary>
    public const double LateFrom = 1.5;

    static readonly LifecycleStage[] s_stages = Enum.GetValues<LifecycleStage>();
    static readonly Dictionary<LifecycleStage, FuzzyCondition> s_rules = Rules();

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
        var inputs = new Dictionary<string, double>
        {
            [nameof(StageEvidence.Alive)] = x.Alive,
            [nameof(StageEvidence.Overdue)] = x.Overdue,
            [nameof(StageEvidence.OrderDays)] = x.OrderDays,
            [nameof(StageEvidence.RateTrend)] = x.RateTrend,
            [nameof(StageEvidence.SpendTrend)] = x.SpendTrend,
        };
        return s_stages.ToDictionary(stage => stage, stage => s_rules.TryGetValue(stage, out var rule) ? rule.Degree(inputs) : 0);
    }

    /// <summary>What each stage asks of a customer with an order; without one the stage is Prospect.</summary>
    static Dictionary<LifecycleStage, FuzzyCondition> Rules()
    {
        var late = FuzzyCondition.Is(nameof(StageEvidence.Overdue), Rising(LateFrom, 3));
        var gone = FuzzyCondition.Is(nameof(StageEvidence.Alive), Rising(0.1, 0.5)).Not().And(late);
        var more = FuzzyCondition.Is(nameof(StageEvidence.RateTrend), Rising(0.25, 0.8)).Or(FuzzyCondition.Is(nameof(StageEvidence.SpendTrend), Rising(0.4, 1.2)));
        var less = FuzzyCondition.Is(nameof(StageEvidence.RateTrend), Falling(-0.8, -0.25)).Or(FuzzyCondition.Is(nameof(StageEvidence.SpendTrend), Falling(-1.2, -0.4)));
        var young = FuzzyCondition.Is(nameof(StageEvidence.OrderDays), Rising(2, 6)).Not();
        return new()
        {
            [LifecycleStage.Growth] = young.Or(more).And(late.Not()).And(less.Not()),
            [LifecycleStage.Maturity] = young.Not().And(late.Not()).And(more.Not()).And(less.Not()),
            [LifecycleStage.Decline] = late.Or(less).And(gone.Not()),
            [LifecycleStage.Terminated] = gone,
        };
    }

    /// <summary>0 up to <paramref name="from"/>, 1 from <paramref name="to"/> on, a straight line between.</summary>
    static FuzzySet Rising(double from, double to) => FuzzySet.Trapezoid(from, to, to, double.PositiveInfinity);

    /// <summary>1 up to <paramref name="from"/>, 0 from <paramref name="to"/> on.</summary>
    static FuzzySet Falling(double from, double to) => FuzzySet.Trapezoid(double.NegativeInfinity, from, from, to);
}
