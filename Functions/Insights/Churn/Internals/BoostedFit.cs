using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>
/// Fits boosted trees. When to stop is decided on customers that were not learned from, at a later cutoff than those learned from (at any
/// cutoff where the last one has too few of them); then as many trees are grown again on all training rows.
/// </summary>
static class BoostedFit
{
    const int HeldOutPart = 3;                              // one of three customers decides when to stop
    const int FewestOfAKind = 30;

    static readonly GradientBoostingOptions s_options = new()
    {
        TreeCount = 400,
        LeafCount = 15,
        LearningRate = 0.05,
        MinRowsPerLeaf = 50,
        L2 = 1,
        RowShare = 0.8,
        FeatureShare = 0.8,
    };

    /// <summary>Null where there are too few rows to decide when to stop.</summary>
    public static RiskFunction? Fit(WindowRows rows, RunContext run)
    {
        var last = rows.LastCutoff;
        var later = rows.Where((customer, cutoff) => customer % HeldOutPart == 0 && cutoff == last);
        var earlier = rows.Where((customer, cutoff) => customer % HeldOutPart != 0 && cutoff < last);
        if (!IsEnough(earlier) || !IsEnough(later))
            (earlier, later) = (rows.Where((customer, _) => customer % HeldOutPart != 0), rows.Where((customer, _) => customer % HeldOutPart == 0));
        if (!IsEnough(earlier) || !IsEnough(later)) return null;

        var stopped = GradientBoosting.Fit(earlier with { Validation = later }, s_options with { EarlyStoppingRounds = 25 }, run);
        var all = new TrainingData { Features = rows.Features, Labels = rows.Labels };
        return RiskFunction.Of(GradientBoosting.Fit(all, s_options with { TreeCount = stopped.TreeCount }, run));
    }

    static bool IsEnough(TrainingData data)
    {
        var left = data.Labels.Count(label => label == 1);
        return left >= FewestOfAKind && data.Labels.Length - left >= FewestOfAKind;
    }
}
