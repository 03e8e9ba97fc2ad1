using System.Globalization;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>
/// Who scores from now on. The holder is the champion, or without one the simplest model that passed the gate; each further model that
/// passed takes the place only where its log-loss is lower beyond chance.
/// </summary>
/// <param name="Winner">The model to be used.</param>
/// <param name="Duels">Every comparison made, in order.</param>
sealed record Contest(Entrant Winner, IReadOnlyList<Duel> Duels)
{
    /// <param name="champion">The model in use; null where there is none that may be compared.</param>
    /// <param name="challengers">The others, the simplest first.</param>
    /// <param name="labels">What became of the customers of the test window.</param>
    /// <returns>Null where no model may score.</returns>
    public static Contest? Hold(Entrant? champion, IReadOnlyList<Entrant> challengers, float[] labels)
    {
        // A champion that a simple rule has caught up with gives way to any model that has not been.
        var inOrder = challengers.Where(challenger => challenger.Passes && challenger.Model.Version != champion?.Model.Version).ToList();
        var holder = champion is { Passes: true } || inOrder.Count == 0 ? champion : inOrder[0];
        if (holder is null) return null;

        var duels = new List<Duel>();
        foreach (var challenger in inOrder.Where(challenger => challenger != holder))
        {
            var duel = Duel.Of(challenger, holder, labels);
            duels.Add(duel);
            if (duel.IsWon) holder = challenger;
        }
        return new Contest(holder, duels);
    }

    /// <summary>How an entrant did, in words; empty where it was in no duel.</summary>
    public IEnumerable<string> Sentences(Entrant entrant) => Duels.Where(duel => duel.Challenger == entrant || duel.Holder == entrant).Select(Sentence);

    public IEnumerable<string> Sentences() => Duels.Select(Sentence);

    /// <summary>Said of one that was in no duel.</summary>
    public static string NotBetter(Entrant entrant) => $"{Capital(entrant.Name)} was tried and is not used: it is not clearly better than every simple rule.";

    static string Sentence(Duel duel)
    {
        var (low, value, high) = (Number(duel.Difference.Low), Number(duel.Difference.Value), Number(duel.Difference.High));
        var measured = $"its mean log-loss differs by {value} (95 % interval {low} to {high}; below zero is better)";
        return duel.IsWon
            ? $"{Capital(duel.Challenger.Name)} takes the place of {duel.Holder.Name}: customer by customer {measured}."
            : $"{Capital(duel.Challenger.Name)} was tried and does not take the place of {duel.Holder.Name}: customer by customer {measured}, which is {(duel.Difference.Low > 0 ? "worse" : "not better")} beyond chance.";
    }

    static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    static string Number(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
