using CrmInsights.Mining.Data;
using CrmInsights.Mining.Search;

namespace CrmInsights.Mining.Tests.Search;

/// <summary>The same problems by scipy's mixed-integer solver and its Hungarian method: Scipy/make.py.</summary>
public sealed class PeerAllocationTests
{
    static readonly PeerFigures s_figures = PeerFigures.Of("Search", "Scipy");
    static readonly RunContext s_run = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void No_search_beats_the_solver_and_a_proven_best_is_its_own(int number)
    {
        var result = OfferAllocation.Solve(Problem(number), new OfferAllocationOptions { MaxNodes = 300_000 }, s_run);

        var best = s_figures.Number($"{number}.best");
        result.ValueOfSearch.Values.ShouldAllBe(value => value <= best + 1e-9);
        result.UpperBound.ShouldBeGreaterThanOrEqualTo(best - 1e-9);
        if (result.IsProvenBest) result.Value.ShouldBe(best, 1e-9);
        result.Value.ShouldBeGreaterThan(0.98 * best);
    }

    [Fact]
    public void Small_problems_are_proven() =>
        new[] { 0, 1, 5 }.ShouldAllBe(number => OfferAllocation.Solve(Problem(number), new OfferAllocationOptions(), s_run).IsProvenBest);

    [Fact]
    public void Permutation_genomes_find_the_assignment_of_the_Hungarian_method()
    {
        var costs = s_figures["assignment"];
        var problem = new GeneticProblem<int[]>(new PermutationGenomes(9), tasks => new Evaluation(-tasks.Select((task, person) => costs[person * 9 + task]).Sum()));

        var result = GeneticSearch.Run(problem, new GeneticOptions { PopulationSize = 200, MaxGenerations = 200, Patience = 100 }, s_run);

        (-result.Evaluation.Value).ShouldBe(s_figures.Number("assignment.least"), 1e-9);
    }

    static OfferAllocationProblem Problem(int number)
    {
        var (values, costs) = (s_figures[$"{number}.value"], s_figures[$"{number}.cost"]);
        return new OfferAllocationProblem
        {
            Options = [.. s_figures.Integers($"{number}.customer").Select((customer, option) => new OfferOption(customer, values[option], costs[option]))],
            OwnerOfCustomer = s_figures.Integers($"{number}.owner"),
            OwnerCapacity = s_figures.Integers($"{number}.capacity"),
            Budget = s_figures.Number($"{number}.budget"),
        };
    }
}
