using CrmInsights.Mining.Data;
using CrmInsights.Mining.Search;

namespace CrmInsights.Mining.Tests.Search;

public sealed class SubsetSearchTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Scores_all_subsets_where_they_are_few()
    {
        var result = SubsetSearch.Find(8, subset => subset.Select((kept, place) => kept ? place - 3.5 : 0).Sum(), new SubsetSearchOptions(), s_run);

        result.Search.ShouldBe(SearchMethod.Exact);
        result.ScoredCount.ShouldBe(256);
        result.Subset.ShouldBe([false, false, false, false, true, true, true, true]);
    }

    [Fact]
    public void Greedy_is_enough_where_each_feature_speaks_for_itself()
    {
        var result = SubsetSearch.Find(30, subset => subset.Select((kept, place) => kept ? (place % 3) - 0.5 : 0).Sum(), new SubsetSearchOptions(), s_run);

        result.GreedyScore.ShouldBe(20, 1e-9);
        result.Score.ShouldBe(20, 1e-9);
    }

    [Fact]
    public void The_genetic_search_earns_its_place_where_only_three_together_help()
    {
        // Each feature costs 0.2; a triple brings 2 when complete. No change of one or two features helps an empty subset.
        static double Score(IReadOnlyList<bool> subset) =>
            Enumerable.Range(0, 8).Count(triple => subset[3 * triple] && subset[3 * triple + 1] && subset[3 * triple + 2]) * 2 - 0.2 * subset.Count(kept => kept);

        var result = SubsetSearch.Find(24, Score, new SubsetSearchOptions { Genetic = new GeneticOptions() }, s_run);

        result.GreedyScore.ShouldBe(0);
        result.Search.ShouldBe(SearchMethod.Genetic);
        result.Score.ShouldBe(8 * 2 - 0.2 * 24, 1e-9);
    }

    [Fact]
    public void Scores_a_subset_once_and_alike_for_any_number_of_threads()
    {
        var calls = 0;
        double Score(IReadOnlyList<bool> subset)
        {
            Interlocked.Increment(ref calls);
            return -Math.Abs(subset.Count(kept => kept) - 7) + (subset[3] ? 0.5 : 0);
        }

        var parallel = SubsetSearch.Find(16, Score, new SubsetSearchOptions(), new RunContext(MaxThreads: 4));

        calls.ShouldBe(parallel.ScoredCount);
        parallel.Subset.ShouldBe(SubsetSearch.Find(16, Score, new SubsetSearchOptions(), s_run).Subset);
    }
}
