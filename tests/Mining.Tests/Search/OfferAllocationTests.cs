using CrmInsights.Mining.Data;
using CrmInsights.Mining.Search;

namespace CrmInsights.Mining.Tests.Search;

public sealed class OfferAllocationTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void The_exact_search_agrees_with_trying_everything()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var problem = Drawn(6, 3, seed, (value, _) => value);

            var result = OfferAllocation.Solve(problem, new OfferAllocationOptions(), s_run);

            result.IsProvenBest.ShouldBeTrue();
            result.Value.ShouldBe(BruteForce(problem, 0, new int[6]), 1e-9);
            ShouldKeepTheLimits(problem, result);
        }
    }

    [Fact]
    public void Every_search_keeps_the_limits_and_stays_below_the_bound()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var problem = Drawn(80, 4, seed, (value, _) => value);
            var options = new OfferAllocationOptions { MaxNodes = 2000, Genetic = new() { MaxGenerations = 10 } };

            var result = OfferAllocation.Solve(problem, options, s_run);

            ShouldKeepTheLimits(problem, result);
            result.ValueOfSearch.Values.ShouldAllBe(value => value <= result.Value + 1e-9);
            result.Value.ShouldBeLessThanOrEqualTo(result.UpperBound + 1e-9);
            result.Value.ShouldBeGreaterThan(0.97 * result.UpperBound);
        }
    }

    [Fact]
    public void The_genetic_search_earns_its_place_where_owners_and_money_are_both_short()
    {
        // Twelve owners with room for two offers each among ten customers, money for a third of them, and dear offers hardly better than cheap
        // ones: an exchange of two customers frees the wrong owner or too little money, and the bound is too weak for the exact search.
        // The relaxed bound is out of reach for every search here, so the gain is measured against greedy with local search.
        var gains = new List<double>();
        for (var seed = 0; seed < 6; seed++)
        {
            var result = OfferAllocation.Solve(Short(seed), new OfferAllocationOptions { MaxNodes = 20_000 }, s_run);

            result.Search.ShouldBe(SearchMethod.Genetic);
            ShouldKeepTheLimits(Short(seed), result);
            gains.Add(result.Value / result.ValueOfSearch[SearchMethod.Greedy] - 1);
        }
        gains.Min().ShouldBeGreaterThan(0.003);
        gains.Average().ShouldBeGreaterThan(0.01);
    }

    [Fact]
    public void The_exact_search_earns_its_place_where_value_follows_cost()
    {
        // Value = cost + 10: nearly the same value for money everywhere. The budget's last cent decides, which greedy exchanges of two do not find.
        var results = Enumerable.Range(0, 6).Select(seed => OfferAllocation.Solve(Tight(60, seed), new OfferAllocationOptions { MaxNodes = 20_000 }, s_run)).ToArray();

        results.Count(result => result.Search == SearchMethod.Exact && result.Value > result.ValueOfSearch[SearchMethod.Greedy]).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void Greedy_is_enough_for_many_customers_and_small_costs()
    {
        var result = OfferAllocation.Solve(Drawn(3000, 3, seed: 9, (value, _) => value), new OfferAllocationOptions { MaxPairs = 100_000 }, s_run);

        result.Search.ShouldBe(SearchMethod.Greedy);
        result.Value.ShouldBeGreaterThan(0.98 * result.UpperBound);
    }

    [Fact]
    public void Gives_the_same_allocation_for_any_number_of_threads()
    {
        var options = new OfferAllocationOptions { MaxNodes = 500, Genetic = new() { MaxGenerations = 8 } };

        OfferAllocation.Solve(Tight(50, seed: 3), options, new RunContext(MaxThreads: 3)).OptionOfCustomer
            .ShouldBe(OfferAllocation.Solve(Tight(50, seed: 3), options, s_run).OptionOfCustomer);
    }

    // The knapsacks P07 and P08 of Burkardt's collection, from Kreher and Stinson (1999), Combinatorial Algorithms, with their optima.
    [Theory]
    [InlineData(750, "70 73 77 80 82 87 90 94 98 106 110 113 115 118 120", "135 139 149 150 156 163 173 184 192 201 210 214 221 229 240", 1458)]
    [InlineData(
        6404180,
        "382745 799601 909247 729069 467902 44328 34610 698150 823460 903959 853665 551830 610856 670702 488960 951111 323046 446298 931161 31385 496951 264724 224916 169684",
        "825594 1677009 1676628 1523970 943972 97426 69666 1296457 1679693 1902996 1844992 1049289 1252836 1319836 953277 2067538 675367 853655 1826027 65731 901489 577243 466257 369261",
        13549094)]
    public void Published_knapsacks_are_filled_to_their_optimum(double budget, string costs, string values, double best)
    {
        var (cost, value) = (costs.Split(' ').Select(double.Parse).ToArray(), values.Split(' ').Select(double.Parse).ToArray());
        var problem = new OfferAllocationProblem
        {
            Options = [.. cost.Select((_, customer) => new OfferOption(customer, value[customer], cost[customer]))],
            OwnerOfCustomer = new int[cost.Length],
            OwnerCapacity = [cost.Length],
            Budget = budget,
        };

        var result = OfferAllocation.Solve(problem, new OfferAllocationOptions(), s_run);

        result.Value.ShouldBe(best);
        result.IsProvenBest.ShouldBeTrue();
    }

    [Fact]
    public void Neither_the_unit_of_money_nor_the_order_of_customers_changes_what_is_brought()
    {
        var problem = Drawn(12, 3, seed: 4, (value, _) => value);
        var cents = problem with { Options = [.. problem.Options.Select(option => option with { Value = 100 * option.Value, Cost = 100 * option.Cost })], Budget = 100 * problem.Budget };
        var reversed = problem with
        {
            Options = [.. problem.Options.Reverse().Select(option => option with { Customer = 11 - option.Customer })],
            OwnerOfCustomer = [.. problem.OwnerOfCustomer.Reverse()],
        };
        double Best(OfferAllocationProblem of) => OfferAllocation.Solve(of, new OfferAllocationOptions(), s_run).Value;

        Best(cents).ShouldBe(100 * Best(problem), 1e-6);
        Best(reversed).ShouldBe(Best(problem), 1e-9);
        Best(problem with { Budget = 0 }).ShouldBe(0);
    }

    [Fact]
    public void Makes_no_offer_that_brings_nothing_or_that_nobody_can_pay()
    {
        var problem = new OfferAllocationProblem { Options = [new(0, -1, 0), new(1, 5, 100), new(2, 3, 0)], OwnerOfCustomer = [0, 0, 0], OwnerCapacity = [3], Budget = 50 };

        OfferAllocation.Solve(problem, new OfferAllocationOptions(), s_run).OptionOfCustomer.ShouldBe([-1, -1, 2]);
    }

    [Fact]
    public void Answers_for_no_customers() =>
        OfferAllocation.Solve(new OfferAllocationProblem { Options = [], OwnerOfCustomer = [], OwnerCapacity = [] }, new OfferAllocationOptions(), s_run).Value.ShouldBe(0);

    [Fact]
    public void Without_a_budget_every_owner_takes_the_most_valuable()
    {
        var problem = new OfferAllocationProblem { Options = [new(0, 5, 9), new(0, 7, 99), new(1, 6, 1), new(2, 1, 1)], OwnerOfCustomer = [0, 0, 1], OwnerCapacity = [1, 1] };

        OfferAllocation.Solve(problem, new OfferAllocationOptions(), s_run).OptionOfCustomer.ShouldBe([1, -1, 3]);
    }

    [Theory]
    [InlineData(3, 0, "customer 3")]
    [InlineData(0, 5, "owner 5")]
    public void Names_what_contradicts_itself(int customer, int owner, string expected)
    {
        var problem = new OfferAllocationProblem { Options = [new(customer, 1, 1)], OwnerOfCustomer = [owner], OwnerCapacity = [1] };

        Should.Throw<ArgumentException>(() => OfferAllocation.Solve(problem, new OfferAllocationOptions(), s_run)).Message.ShouldContain(expected);
    }

    static double BruteForce(OfferAllocationProblem problem, int customer, int[] chosen)
    {
        if (customer == chosen.Length) return Keeps(problem, chosen) ? chosen.Sum(option => option < 0 ? 0 : problem.Options[option].Value) : double.NegativeInfinity;
        var best = double.NegativeInfinity;
        for (var option = -1; option < problem.Options.Count; option++)
        {
            if (option >= 0 && problem.Options[option].Customer != customer) continue;
            chosen[customer] = option;
            best = Math.Max(best, BruteForce(problem, customer + 1, chosen));
        }
        return best;
    }

    static bool Keeps(OfferAllocationProblem problem, int[] chosen) =>
        chosen.Sum(option => option < 0 ? 0 : problem.Options[option].Cost) <= problem.Budget + 1e-9
        && Enumerable.Range(0, problem.OwnerCapacity.Count).All(owner =>
            chosen.Where((option, customer) => option >= 0 && problem.OwnerOfCustomer[customer] == owner).Count() <= problem.OwnerCapacity[owner]);

    static void ShouldKeepTheLimits(OfferAllocationProblem problem, OfferAllocationResult result)
    {
        Keeps(problem, result.OptionOfCustomer).ShouldBeTrue();
        for (var customer = 0; customer < result.OptionOfCustomer.Length; customer++)
            if (result.OptionOfCustomer[customer] >= 0) problem.Options[result.OptionOfCustomer[customer]].Customer.ShouldBe(customer);
        result.OptionOfCustomer.Sum(option => option < 0 ? 0 : problem.Options[option].Value).ShouldBe(result.Value, 1e-9);
        result.OptionOfCustomer.Sum(option => option < 0 ? 0 : problem.Options[option].Cost).ShouldBe(result.Cost, 1e-9);
    }

    static OfferAllocationProblem Tight(int customers, int seed) => Drawn(customers, 1, seed, (_, cost) => cost + 10) with
    {
        OwnerCapacity = [customers, customers, customers],
    };

    static OfferAllocationProblem Short(int seed)
    {
        var random = new Random(seed);
        var options = new OfferOption[600];
        for (var option = 0; option < options.Length; option++)
        {
            var cost = 20 + 160 * random.NextDouble();
            options[option] = new OfferOption(option / 5, cost + 30 * random.NextDouble(), cost);
        }
        return new OfferAllocationProblem
        {
            Options = options,
            OwnerOfCustomer = [.. Enumerable.Range(0, 120).Select(customer => customer % 12)],
            OwnerCapacity = [.. Enumerable.Repeat(2, 12)],
            Budget = 1500,
        };
    }

    static OfferAllocationProblem Drawn(int customers, int offers, int seed, Func<double, double, double> valueOf)
    {
        var random = new Random(seed);
        var options = new OfferOption[customers * offers];
        for (var option = 0; option < options.Length; option++)
        {
            var cost = 50 + 100 * random.NextDouble();
            options[option] = new OfferOption(option / offers, valueOf(300 * random.NextDouble(), cost), cost);
        }
        return new OfferAllocationProblem
        {
            Options = options,
            OwnerOfCustomer = [.. Enumerable.Range(0, customers).Select(customer => customer % 3)],
            OwnerCapacity = [customers / 6, customers / 6 + 1, customers / 3],
            Budget = 100.0 * customers / 3,
        };
    }
}
