using CrmInsights.Mining.Data;
using CrmInsights.Mining.Search.Internals;

namespace CrmInsights.Mining.Search;

/// <summary>Allocates offers: greedy with local search, a genetic algorithm and branch and bound, of which the best answer is used.</summary>
public static class OfferAllocation
{
    /// <summary>Solves a problem. The result does not depend on the number of threads.</summary>
    /// <exception cref="ArgumentException">The problem contradicts itself; names the place.</exception>
    public static OfferAllocationResult Solve(OfferAllocationProblem problem, OfferAllocationOptions options, RunContext run)
    {
        problem.Validate();
        options.Validate();

        var menu = OfferMenu.Of(problem);
        var found = new SortedDictionary<SearchMethod, Allocation> { [SearchMethod.Greedy] = GreedyAllocation.Find(menu, options.MaxPairs, run.Part(0, 3)) };
        var nodes = menu.CustomerCount <= options.MaxExactCustomers ? options.MaxNodes : 0;
        var exact = new BranchAndBound(menu, nodes, run.Part(1, 3)).Find(found[SearchMethod.Greedy]);
        if (nodes > 0) found[SearchMethod.Exact] = exact.Best;
        if (!exact.IsProven && menu.CustomerCount is > 0 && menu.CustomerCount <= options.MaxGeneticCustomers)
            found[SearchMethod.Genetic] = GeneticAllocation.Find(menu, options.Genetic, run.Part(2, 3));

        var search = Best(found, exact.IsProven);
        return new OfferAllocationResult(
            found[search].ToOptions(), found[search].Value, found[search].Cost, search, exact.IsProven ? found[search].Value : exact.UpperBound, exact.IsProven)
        {
            ValueOfSearch = found.ToDictionary(pair => pair.Key, pair => pair.Value.Value),
        };
    }

    static SearchMethod Best(SortedDictionary<SearchMethod, Allocation> found, bool isProven)
    {
        var best = isProven ? SearchMethod.Exact : SearchMethod.Greedy;
        foreach (var (search, allocation) in found)
            if (allocation.Value > found[best].Value) best = search;
        return best;
    }
}
