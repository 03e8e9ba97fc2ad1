using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Plays;

/// <summary>What was done in a play, and what it changed: how many ordered again with it and, among those held out, without it.</summary>
public sealed record PlayEffect
{
    /// <summary>So many customers of each group must have been followed to the end before a difference is told.</summary>
    public const int FewestFollowed = 30;

    static readonly string[] s_outcomes = ["Ordered", "Retained", "No answer", "Not interested", "Lost", "Not applicable"];
    const int FirstOutcome = 712340000;

    /// <summary>The play.</summary>
    public required Guid PlayId { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Days for which a customer is followed: the churn horizon.</summary>
    public required int FollowDays { get; init; }
    /// <summary>Times that the owner got an activity.</summary>
    public required int Started { get; init; }
    /// <summary>Of those, how many have an outcome.</summary>
    public required int Done { get; init; }
    /// <summary>Times that a customer was held out.</summary>
    public required int HeldOut { get; init; }
    /// <summary>Times that nothing was done for want of capacity, consent or an active customer.</summary>
    public required int Skipped { get; init; }
    /// <summary>Times that the activity could not be created.</summary>
    public required int Failed { get; init; }
    /// <summary>How often each outcome was recorded, by its value.</summary>
    public required IReadOnlyDictionary<int, int> Outcomes { get; init; }
    /// <summary>Sum of the amounts recorded, in base currency.</summary>
    public required decimal OutcomeBase { get; init; }
    /// <summary>Customers with the play whose follow-up is over.</summary>
    public required Share With { get; init; }
    /// <summary>Customers held out whose follow-up is over.</summary>
    public required Share Without { get; init; }
    /// <summary>Share that ordered again with the play less the share without it, with its 95 % interval; null where there are too few to say.</summary>
    public ShareDifference? Difference => Math.Min(With.Count, Without.Count) < FewestFollowed ? null : ShareDifference.Of(With, Without);

    /// <summary>What was done, in one sentence.</summary>
    public string Work => Started + HeldOut + Skipped + Failed == 0 ? "It has not come up yet."
        : $"Started {Started} {Times(Started)}, {Done} of them with an outcome{OutcomeWords}; held out {HeldOut}, skipped {Skipped}, failed {Failed}.";

    /// <summary>What it changes, in one or two sentences.</summary>
    public string Verdict => (Started, HeldOut, Difference) switch
    {
        (0, _, _) => "Nothing was started, so there is nothing to compare.",
        (_, 0, _) => "Nobody was held out, so nobody can say what would have happened without it. Set a hold-out of 10 to 20 %.",
        (_, _, null) => $"Too few to say what it changes: {With.Count} with it and {Without.Count} without it were followed for {FollowDays} days; "
            + $"at least {FewestFollowed} of each are needed.",
        (_, _, { Low: > 0 }) => $"It keeps customers: {Comparison}.{Caution}",
        (_, _, { High: < 0 }) => $"Fewer customers stay with it than without: {Comparison}.{Caution}",
        _ => $"No difference that could not be chance: {Comparison}.{Caution}",
    };

    string Comparison => $"{Words.Percent(With.Part)} ordered again within {FollowDays} days with it, {Words.Percent(Without.Part)} without; "
        + $"the difference is {Points(Difference!.Value)} points, 95 % interval {Points(Difference.Low)} to {Points(Difference.High)}";

    // Places go to the more valuable customers first, and they would have stayed more often anyway.
    string Caution => Skipped == 0 ? "" : " Some were skipped, so those who got it were chosen, not drawn: take the difference with care, or raise the capacity.";

    string OutcomeWords => Outcomes.Count == 0 ? ""
        : $" ({string.Join(", ", Outcomes.OrderBy(outcome => outcome.Key).Select(outcome => $"{NameOf(outcome.Key)} {outcome.Value}"))})";

    /// <summary>Name of a value of ci_actionoutcome.</summary>
    public static string NameOf(int outcome) => s_outcomes.ElementAtOrDefault(outcome - FirstOutcome) ?? "other";

    internal static string Points(double share) => Words.Number(100 * share, "+0;-0;0");

    static string Times(int count) => count == 1 ? "time" : "times";
}
