namespace CrmInsights.Mining.Search;

/// <summary>One offer that one customer could get.</summary>
/// <param name="Customer">Number of the customer.</param>
/// <param name="Value">What it is expected to bring; offers of 0 or less are never made.</param>
/// <param name="Cost">What it costs, 0 or more, in the unit of the budget.</param>
public readonly record struct OfferOption(int Customer, double Value, double Cost);

/// <summary>Which customer gets which offer: at most one each, within a budget and within what each owner can handle.</summary>
/// <remarks>A multiple-choice knapsack problem with cardinality limits; Kellerer, Pferschy and Pisinger (2004), Knapsack Problems, chapter 11.</remarks>
public sealed record OfferAllocationProblem
{
    /// <summary>All offers, in any order.</summary>
    public required IReadOnlyList<OfferOption> Options { get; init; }
    /// <summary>Owner of each customer.</summary>
    public required IReadOnlyList<int> OwnerOfCustomer { get; init; }
    /// <summary>Most offers of each owner.</summary>
    public required IReadOnlyList<int> OwnerCapacity { get; init; }
    /// <summary>Most that all offers may cost, 0 or more; infinite for no limit.</summary>
    public double Budget { get; init; } = double.PositiveInfinity;

    /// <summary>Checks every number.</summary>
    /// <exception cref="ArgumentException">Names the first offer, customer or owner that is wrong.</exception>
    public void Validate()
    {
        if (!(Budget >= 0)) throw new ArgumentException($"The budget is {Budget}; 0 or more was expected.");
        for (var owner = 0; owner < OwnerCapacity.Count; owner++)
            if (OwnerCapacity[owner] < 0) throw new ArgumentException($"Owner {owner} has a capacity of {OwnerCapacity[owner]}; 0 or more was expected.");
        for (var customer = 0; customer < OwnerOfCustomer.Count; customer++)
            if ((uint)OwnerOfCustomer[customer] >= (uint)OwnerCapacity.Count)
                throw new ArgumentException($"Customer {customer} belongs to owner {OwnerOfCustomer[customer]}; 0 to {OwnerCapacity.Count - 1} were expected.");
        for (var option = 0; option < Options.Count; option++) Validate(option, Options[option]);
    }

    void Validate(int option, OfferOption offer)
    {
        if ((uint)offer.Customer >= (uint)OwnerOfCustomer.Count)
            throw new ArgumentException($"Offer {option} is for customer {offer.Customer}; 0 to {OwnerOfCustomer.Count - 1} were expected.");
        if (!double.IsFinite(offer.Value)) throw new ArgumentException($"Offer {option} has a value of {offer.Value}; a finite number was expected.");
        if (!(offer.Cost >= 0) || double.IsInfinity(offer.Cost)) throw new ArgumentException($"Offer {option} costs {offer.Cost}; a finite number of at least 0 was expected.");
    }
}
