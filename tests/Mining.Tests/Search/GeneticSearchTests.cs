using CrmInsights.Mining.Data;
using CrmInsights.Mining.Search;

namespace CrmInsights.Mining.Tests.Search;

public sealed class GeneticSearchTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Real_genomes_find_the_minimum_of_Rastrigin()
    {
        // Rastrigin's function has 11^3 valleys in this box and its minimum 0 at 0: Torn and Zilinskas (1989), Global Optimization.
        var space = new RealGenomes([-5.12, -5.12, -5.12], [5.12, 5.12, 5.12]);
        var problem = new GeneticProblem<double[]>(space, x => new Evaluation(-x.Sum(gene => 10 + gene * gene - 10 * Math.Cos(2 * Math.PI * gene))));

        var result = GeneticSearch.Run(problem, new GeneticOptions { MaxGenerations = 300, Patience = 300 }, s_run);

        result.Evaluation.Value.ShouldBe(0, 1e-3);
        result.Best.ShouldAllBe(gene => Math.Abs(gene) < 0.01);
    }

    [Fact]
    public void Binary_genomes_find_all_ones()
    {
        var problem = new GeneticProblem<bool[]>(new BinaryGenomes(60), bits => new Evaluation(bits.Count(bit => bit)));

        GeneticSearch.Run(problem, new GeneticOptions(), s_run).Evaluation.Value.ShouldBe(60);
    }

    [Fact]
    public void Permutation_genomes_find_the_way_round_a_circle()
    {
        // Cities on a circle: the shortest tour visits them in turn.
        const int Cities = 14;
        (double X, double Y) Place(int city) => (Math.Cos(2 * Math.PI * (city * 5 % Cities) / Cities), Math.Sin(2 * Math.PI * (city * 5 % Cities) / Cities));
        double Length(int[] tour) => Enumerable.Range(0, Cities).Sum(step =>
        {
            var (from, to) = (Place(tour[step]), Place(tour[(step + 1) % Cities]));
            return Math.Sqrt((from.X - to.X) * (from.X - to.X) + (from.Y - to.Y) * (from.Y - to.Y));
        });

        var result = GeneticSearch.Run(new GeneticProblem<int[]>(new PermutationGenomes(Cities), tour => new Evaluation(-Length(tour))), new GeneticOptions(), s_run);

        result.Best.Order().ShouldBe(Enumerable.Range(0, Cities));
        (-result.Evaluation.Value).ShouldBe(2 * Cities * Math.Sin(Math.PI / Cities), 1e-9);
    }

    [Fact]
    public void Every_crossover_and_mutation_keeps_the_kind_of_genome()
    {
        var random = new Random(1);
        var (orders, reals, choices) = (new PermutationGenomes(9), new RealGenomes([0, -1], [1, 5]), new AssignmentGenomes([1, 2, 7]));
        for (var trial = 0; trial < 300; trial++)
        {
            var order = orders.Mutate(orders.Cross(orders.Draw(random), orders.Draw(random), random), random);
            order.Order().ShouldBe(Enumerable.Range(0, 9));
            var real = reals.Mutate(reals.Cross(reals.Draw(random), reals.Draw(random), random), random);
            (real[0] is >= 0 and <= 1 && real[1] is >= -1 and <= 5).ShouldBeTrue();
            var choice = choices.Mutate(choices.Cross(choices.Draw(random), choices.Draw(random), random), random);
            (choice[0] == 0 && choice[1] is 0 or 1 && choice[2] is >= 0 and < 7).ShouldBeTrue();
        }
    }

    [Fact]
    public void Simulated_binary_crossover_keeps_the_mean_of_the_parents()
    {
        var random = new Random(2);
        var space = new RealGenomes([-100], [100]);

        Enumerable.Range(0, 20_000).Average(_ => space.Cross([-1], [3], random)[0]).ShouldBe(1, 0.06, "four standard errors of a spread of 2");
    }

    [Fact]
    public void A_genome_that_keeps_the_constraints_beats_a_better_one_that_does_not()
    {
        // Greatest sum of bits with at most 10 of them: 10, though 40 would be worth more.
        var problem = new GeneticProblem<bool[]>(new BinaryGenomes(40), bits => new Evaluation(bits.Count(bit => bit), Math.Max(0, bits.Count(bit => bit) - 10)));

        var result = GeneticSearch.Run(problem, new GeneticOptions(), s_run);

        result.Evaluation.ShouldBe(new Evaluation(10));
    }

    [Fact]
    public void Gives_the_same_genome_for_any_number_of_threads()
    {
        var problem = new GeneticProblem<double[]>(new RealGenomes([-1, -1], [1, 1]), x => new Evaluation(-x[0] * x[0] - x[1] * x[1] * x[1] * x[1]));
        var options = new GeneticOptions { MaxGenerations = 15 };

        GeneticSearch.Run(problem, options, new RunContext(MaxThreads: 4)).Best.ShouldBe(GeneticSearch.Run(problem, options, s_run).Best);
    }

    [Fact]
    public void The_seed_decides_the_search_and_the_elite_never_loses_what_it_has()
    {
        GeneticResult<double[]> Run(int generations, int seed) => GeneticSearch.Run(
            new GeneticProblem<double[]>(new RealGenomes([-3, -3, -3], [3, 3, 3]), x => new Evaluation(-x.Sum(gene => gene * gene + Math.Sin(9 * gene)))),
            new GeneticOptions { PopulationSize = 12, MaxGenerations = generations, Patience = 1000, Seed = seed }, s_run);

        Run(8, seed: 1).Best.ShouldBe(Run(8, seed: 1).Best);
        Run(8, seed: 1).Best.ShouldNotBe(Run(8, seed: 2).Best);
        Enumerable.Range(1, 20).Select(generations => Run(generations, seed: 3).Evaluation.Value).ShouldBeInOrder();
    }

    [Fact]
    public void Assignment_genomes_find_the_best_of_all_assignments()
    {
        // Six customers, three offers, pairs of neighbours that get on only with different offers: 729 assignments.
        var random = new Random(6);
        var worth = Enumerable.Range(0, 18).Select(_ => random.Next(20)).ToArray();
        double Value(IReadOnlyList<int> chosen) => Enumerable.Range(0, 6).Sum(at => worth[3 * at + chosen[at]] - (at > 0 && chosen[at] == chosen[at - 1] ? 12 : 0));
        var best = Enumerable.Range(0, 729).Max(code => Value([code % 3, code / 3 % 3, code / 9 % 3, code / 27 % 3, code / 81 % 3, code / 243]));

        var result = GeneticSearch.Run(new GeneticProblem<int[]>(new AssignmentGenomes([3, 3, 3, 3, 3, 3]), chosen => new Evaluation(Value(chosen))), new GeneticOptions(), s_run);

        result.Evaluation.Value.ShouldBe(best);
    }

    [Fact]
    public void Refuses_a_judgement_that_is_not_a_number() =>
        Should.Throw<ArgumentException>(() => GeneticSearch.Run(new GeneticProblem<bool[]>(new BinaryGenomes(3), _ => new Evaluation(double.NaN)), new GeneticOptions(), s_run))
            .Message.ShouldContain("NaN");

    [Fact]
    public void Stops_when_asked_to() =>
        Should.Throw<OperationCanceledException>(() => GeneticSearch.Run(
            new GeneticProblem<bool[]>(new BinaryGenomes(3), _ => new Evaluation(1)), new GeneticOptions(), new RunContext(new CancellationToken(true))));
}
