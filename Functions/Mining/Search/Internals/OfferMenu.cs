namespace CrmInsights.Mining.Search.Internals;

/// <summary>The problem in the shape that the searches need: for each customer the choices, choice 0 being no offer.</summary>
sealed class OfferMenu
{
    OfferMenu(OfferAllocationProblem problem, List<Choice>[] choices)
    {
        Choices = Array.ConvertAll(choices, list => list.ToArray());
        Owners = [.. problem.OwnerOfCustomer];
        Capacities = [.. problem.OwnerCapacity];
        Budget = problem.Budget;
    }

    /// <summary>Choices of each customer, rising cost; value above 0 but for the first.</summary>
    public Choice[][] Choices { get; }
    public int[] Owners { get; }
    public int[] Capacities { get; }
    public double Budget { get; }
    public int CustomerCount => Choices.Length;

    /// <summary>The budget with room for the rounding of sums.</summary>
    public double Limit => Budget * (1 + 1e-12) + 1e-12;

    public static OfferMenu Of(OfferAllocationProblem problem)
    {
        var choices = new List<Choice>[problem.OwnerOfCustomer.Count];
        for (var customer = 0; customer < choices.Length; customer++) choices[customer] = [new Choice(-1, 0, 0)];
        for (var option = 0; option < problem.Options.Count; option++)
        {
            var offer = problem.Options[option];
            if (offer.Value > 0 && offer.Cost <= problem.Budget) choices[offer.Customer].Add(new Choice(option, offer.Value, offer.Cost));
        }
        foreach (var list in choices) Sort(list);
        return new OfferMenu(problem, choices);
    }

    // Cheapest first; a choice that costs as much as another and brings no more is left out.
    static void Sort(List<Choice> list)
    {
        var sorted = list.Skip(1).OrderBy(choice => choice.Cost).ThenByDescending(choice => choice.Value).ThenBy(choice => choice.Option).ToArray();
        list.RemoveRange(1, list.Count - 1);
        foreach (var choice in sorted)
            if (choice.Value > list[^1].Value) list.Add(choice);
    }
}

/// <summary>An offer, or none (option -1).</summary>
readonly record struct Choice(int Option, double Value, double Cost);
