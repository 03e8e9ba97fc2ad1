using CrmInsights.Mining.Metrics;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>A model in the contest, measured on the test window.</summary>
/// <param name="Model">The model.</param>
/// <param name="OnTest">Its name and its probabilities.</param>
/// <param name="Comparisons">How it does against each simple rule.</param>
sealed record Entrant(ChurnModel Model, Candidate OnTest, IReadOnlyList<Comparison> Comparisons)
{
    public string Name => OnTest.Name;

    /// <summary>Better than every simple rule.</summary>
    public bool Passes => Comparisons.All(comparison => comparison.Beaten);

    public static Entrant Of(string name, ChurnModel model, IReadOnlyList<Candidate> baselines, TrainingWindows windows)
    {
        var onTest = Candidate.Of(name, model.Function, model.Calibrator, windows);
        return new Entrant(model, onTest, [.. baselines.Select(baseline => Comparison.Of(onTest, baseline, windows.Test.Labels))]);
    }
}

/// <summary>Two entrants, customer by customer.</summary>
/// <param name="Challenger">Who wants the place.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Difference">Mean log-loss of the challenger minus that of the holder: below 0 where the challenger is better.</param>
sealed record Duel(Entrant Challenger, Entrant Holder, Interval Difference)
{
    /// <summary>The whole interval is below zero.</summary>
    public bool IsWon => Difference.High < 0;

    public static Duel Of(Entrant challenger, Entrant holder, float[] labels) => new(
        challenger, holder, PairedLogLoss.Improvement(challenger.OnTest.Probabilities, holder.OnTest.Probabilities, labels));
}
