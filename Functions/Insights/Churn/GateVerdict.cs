namespace CrmInsights.Insights.Churn;

/// <summary>What the gate decided about a challenger.</summary>
/// <param name="Decision">Passed, passed with a warning, or refused.</param>
/// <param name="Sentences">The verdict in plain words, first the decision, then why.</param>
/// <param name="Warnings">Those of the sentences that warn; empty where nothing does.</param>
public sealed record GateVerdict(GateDecision Decision, IReadOnlyList<string> Sentences, IReadOnlyList<string> Warnings)
{
    /// <summary>True where a regime break or a similar change makes the figures less sure.</summary>
    public bool Warned => Warnings.Count > 0;
}

/// <summary>Decisions of the gate.</summary>
public enum GateDecision
{
    /// <summary>Better than every simple rule.</summary>
    Passed,
    /// <summary>Better than every simple rule, but something has changed that makes this less sure.</summary>
    PassedWithWarning,
    /// <summary>Not used: too little data, no calibration, or not better than a simple rule.</summary>
    Refused,
}
