using CrmInsights.Mining.Metrics;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The challenger against one baseline on the test window, paired by customer.</summary>
/// <param name="Baseline">The simple rule.</param>
/// <param name="LogLoss">Its log-loss minus the challenger's: above 0 the challenger is better.</param>
/// <param name="Auc">The challenger's AUC minus its own.</param>
sealed record Comparison(Candidate Baseline, Interval LogLoss, Interval Auc)
{
    public static Comparison Of(Candidate challenger, Candidate baseline, float[] labels) => new(
        baseline,
        PairedLogLoss.Improvement(baseline.Probabilities, challenger.Probabilities, labels),
        DeLong.Difference(challenger.Probabilities, baseline.Probabilities, labels));

    /// <summary>
    /// Better beyond chance by log-loss or by ranking, and by neither worse beyond chance. Where the base rate moved, the log-loss of every
    /// candidate suffers alike, and the ranking tells them apart.
    /// </summary>
    public bool Beaten => (LogLoss.Low > 0 || Auc.Low > 0) && LogLoss.High >= 0 && Auc.High >= 0;
}
