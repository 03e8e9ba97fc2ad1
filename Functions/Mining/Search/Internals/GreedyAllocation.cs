using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Search.Internals;

/// <summary>Steps by value for money, then single changes and exchanges between two customers as long as one helps.</summary>
static class GreedyAllocation
{
    const double LeastGain = 1e-9;                          // relative; below it rounding could turn a search round in circles

    public static Allocation Find(OfferMenu menu, long maxPairs, RunContext run)
    {
        var allocation = new Allocation(menu);
        foreach (var step in Upgrades.Of(menu))
            if (step.Choice > allocation.Chosen[step.Customer] && allocation.Fits(step.Customer, step.Choice)) allocation.Set(step.Customer, step.Choice);
        var pairs = maxPairs;
        do run.Report(0, 0);
        while (Improve(menu, allocation) || Exchange(menu, allocation, ref pairs));
        return allocation.Summed();
    }

    static bool Improve(OfferMenu menu, Allocation allocation)
    {
        var improved = false;
        for (var customer = 0; customer < menu.CustomerCount; customer++)
            for (var choice = 1; choice < menu.Choices[customer].Length; choice++)
            {
                if (!Gains(menu.Choices[customer][choice].Value - allocation.Of(customer).Value, allocation) || !allocation.Fits(customer, choice)) continue;
                allocation.Set(customer, choice);
                improved = true;
            }
        return improved;
    }

    // One customer's choice makes room for another's.
    static bool Exchange(OfferMenu menu, Allocation allocation, ref long pairs)
    {
        for (var giver = 0; giver < menu.CustomerCount; giver++)
        {
            var held = allocation.Chosen[giver];
            for (var less = held - 1; less >= 0; less--)
            {
                var before = allocation.Value;
                allocation.Set(giver, less);
                if (Take(menu, allocation, (giver, before), ref pairs)) return true;
                allocation.Set(giver, held);
                if (pairs <= 0) return false;
            }
        }
        return false;
    }

    static bool Take(OfferMenu menu, Allocation allocation, (int Giver, double ValueBefore) made, ref long pairs)
    {
        var loss = made.ValueBefore - allocation.Value;
        for (var taker = 0; taker < menu.CustomerCount && pairs > 0; taker++)
            for (var more = taker == made.Giver ? menu.Choices[taker].Length : allocation.Chosen[taker] + 1; more < menu.Choices[taker].Length; more++, pairs--)
            {
                if (!Gains(menu.Choices[taker][more].Value - allocation.Of(taker).Value - loss, allocation) || !allocation.Fits(taker, more)) continue;
                allocation.Set(taker, more);
                return true;
            }
        return false;
    }

    static bool Gains(double gain, Allocation allocation) => gain > LeastGain * Math.Max(1e-3, allocation.Value);
}
