using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Search.Internals;

/// <summary>Assignments of choices, repaired to keep the limits and filled up by value for money.</summary>
static class GeneticAllocation
{
    public static Allocation Find(OfferMenu menu, GeneticOptions options, RunContext run)
    {
        var upgrades = Upgrades.Of(menu);
        var space = new AssignmentGenomes(Array.ConvertAll(menu.Choices, choices => choices.Length));
        var problem = new GeneticProblem<int[]>(space, genome => new Evaluation(Read(menu, genome).Value), genome => Repair(menu, upgrades, genome));
        return Read(menu, GeneticSearch.Run(problem, options, run).Best);
    }

    static Allocation Read(OfferMenu menu, int[] genome)
    {
        var allocation = new Allocation(menu);
        for (var customer = 0; customer < genome.Length; customer++) allocation.Set(customer, genome[customer]);
        return allocation;
    }

    static int[] Repair(OfferMenu menu, Upgrade[] upgrades, int[] genome)
    {
        var allocation = Read(menu, genome);
        foreach (var customer in Enumerable.Range(0, genome.Length).OrderBy(customer => Ratio(allocation.Of(customer))).ThenBy(customer => customer))
            if (allocation.Chosen[customer] > 0 && (allocation.Cost > menu.Limit || allocation.IsOver(menu.Owners[customer]))) allocation.Set(customer, 0);
        foreach (var step in upgrades)
            if (step.Choice > allocation.Chosen[step.Customer] && allocation.Fits(step.Customer, step.Choice)) allocation.Set(step.Customer, step.Choice);
        return allocation.Chosen.ToArray();
    }

    static double Ratio(Choice choice) => choice.Cost > 0 ? choice.Value / choice.Cost : double.PositiveInfinity;
}
