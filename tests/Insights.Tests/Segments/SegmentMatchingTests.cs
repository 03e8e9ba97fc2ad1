using CrmInsights.Insights.Segments.Internals;

namespace CrmInsights.Insights.Tests.Segments;

public sealed class SegmentMatchingTests
{
    [Fact]
    public void The_total_distance_is_the_least_of_all_assignments()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 200; trial++)
        {
            var cost = Enumerable.Range(0, random.Next(1, 6)).Select(_ => new double[0]).ToArray();
            var columns = random.Next(1, 6);
            for (var row = 0; row < cost.Length; row++) cost[row] = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble())];

            var matches = SegmentMatching.Match(cost, tooFar: 0.7);

            matches.Where(column => column >= 0).ShouldBeUnique();
            Total(cost, matches).ShouldBe(All(cost.Length, columns).Min(some => Total(cost, some)), tolerance: 1e-12);
        }
    }

    static double Total(double[][] cost, int[] matches) =>
        matches.Select((column, row) => column < 0 ? 0.7 : cost[row][column] > 0.7 ? 1e9 : cost[row][column]).Sum();

    static IEnumerable<int[]> All(int rows, int columns) => rows == 0
        ? [[]]
        : All(rows - 1, columns).SelectMany(some => Enumerable.Range(-1, columns + 1).Where(column => column < 0 || !some.Contains(column)).Select(column => (int[])[.. some, column]));
}
