using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Clusters;

public sealed class AgreementTests
{
    [Fact]
    public void Adjusted_rand_has_the_values_of_scikit_learns_documentation()
    {
        AdjustedRand.Of([0, 0, 1, 1], [0, 0, 1, 1]).ShouldBe(1);
        AdjustedRand.Of([0, 0, 1, 1], [1, 1, 0, 0]).ShouldBe(1);
        AdjustedRand.Of([0, 0, 1, 2], [0, 0, 1, 1]).ShouldBe(0.5714, 5e-5);   // 0.57...
        AdjustedRand.Of([0, 0, 0, 0], [0, 1, 2, 3]).ShouldBe(0);
        AdjustedRand.Of([0, 0, 1, 1], [0, 1, 0, 1]).ShouldBe(-0.5, 1e-12);
    }

    [Fact]
    public void Adjusted_rand_agrees_with_counting_pairs()
    {
        var random = new Random(2);
        var left = Enumerable.Range(0, 60).Select(_ => random.Next(4)).ToArray();
        var right = left.Select(label => random.Next(3) == 0 ? random.Next(5) : label).ToArray();
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < 60; i++)
            for (var j = 0; j < i; j++)
            {
                var (same, alike) = (left[i] == left[j], right[i] == right[j]);
                if (same && alike) a++;
                else if (same) b++;
                else if (alike) c++;
                else d++;
            }

        AdjustedRand.Of(left, right).ShouldBe(2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d)), 1e-12);   // Steinley (2004)
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(3, 5)]
    [InlineData(6, 4)]
    public void Assignment_is_the_cheapest_of_all(int rowCount, int columnCount)
    {
        var random = new Random(rowCount * 7 + columnCount);
        for (var trial = 0; trial < 20; trial++)
        {
            var costs = new double[rowCount, columnCount];
            for (var row = 0; row < rowCount; row++)
                for (var column = 0; column < columnCount; column++) costs[row, column] = random.Next(-9, 10);

            var columns = LabelMatching.Assign(costs);

            columns.Where(column => column >= 0).ShouldBeUnique();
            columns.Count(column => column >= 0).ShouldBe(Math.Min(rowCount, columnCount));
            Enumerable.Range(0, rowCount).Sum(row => columns[row] < 0 ? 0 : costs[row, columns[row]]).ShouldBe(Cheapest(costs, 0, []));
        }
    }

    [Fact]
    public void Clusters_keep_their_identity_over_a_rerun()
    {
        LabelMatching.ByRows([0, 0, 0, 1, 1, 2, 2], [2, 2, 2, 0, 0, 1, 1]).ShouldBe([1, 2, 0]);
        LabelMatching.ByRows([0, 0, 0, 0], [0, 0, 1, 0]).ShouldBe([0, -1]);
    }

    [Fact]
    public void Centers_keep_their_identity_over_a_rerun()
    {
        var blobs = Blobs.Draw(600, 3, 4, seed: 8);
        var first = KMeans.Fit(blobs.X, new KMeansOptions { ClusterCount = 4 }, new RunContext());
        var again = KMeans.Fit(blobs.X, new KMeansOptions { ClusterCount = 4, InitialCenters = [.. first.Centers.ToArray().Chunk(3).Reverse().SelectMany(center => center)] }, new RunContext());

        LabelMatching.ByCenters(first, again).ShouldBe([3, 2, 1, 0]);
    }

    static double Cheapest(double[,] costs, int row, HashSet<int> used)
    {
        if (row == costs.GetLength(0)) return 0;
        var spare = costs.GetLength(0) - costs.GetLength(1) > row - used.Count;
        var best = spare ? Cheapest(costs, row + 1, used) : double.PositiveInfinity;
        for (var column = 0; column < costs.GetLength(1); column++)
            if (!used.Contains(column)) best = Math.Min(best, costs[row, column] + Cheapest(costs, row + 1, [.. used, column]));
        return best;
    }
}
