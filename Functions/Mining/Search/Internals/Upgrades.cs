namespace CrmInsights.Mining.Search.Internals;

/// <summary>A step from one choice of a customer to a better one.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Choice">The choice after the step.</param>
/// <param name="Value">What the step adds.</param>
/// <param name="Cost">What the step costs.</param>
readonly record struct Upgrade(int Customer, int Choice, double Value, double Cost)
{
    public double Ratio => Cost > 0 ? Value / Cost : double.PositiveInfinity;
}

/// <summary>The steps along the upper hull of each customer's choices, best ratio first: greedy on them solves the relaxed problem.</summary>
/// <remarks>Sinha and Zoltners (1979), Operations Research 27(3).</remarks>
static class Upgrades
{
    public static Upgrade[] Of(OfferMenu menu) =>
        [.. Enumerable.Range(0, menu.CustomerCount).SelectMany(customer => Hull(menu.Choices[customer], customer))
            .OrderByDescending(step => step.Ratio).ThenBy(step => step.Customer).ThenBy(step => step.Choice)];

    static List<Upgrade> Hull(Choice[] choices, int customer)
    {
        var hull = new List<Upgrade>();
        for (var choice = 1; choice < choices.Length; choice++)
        {
            var step = new Upgrade(customer, choice, choices[choice].Value, choices[choice].Cost);
            foreach (var before in hull) step = step with { Value = step.Value - before.Value, Cost = step.Cost - before.Cost };
            while (hull.Count > 0 && hull[^1].Ratio <= step.Ratio)
            {
                step = step with { Value = step.Value + hull[^1].Value, Cost = step.Cost + hull[^1].Cost };
                hull.RemoveAt(hull.Count - 1);
            }
            hull.Add(step);
        }
        return hull;
    }
}
