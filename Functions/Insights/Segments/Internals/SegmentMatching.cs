namespace CrmInsights.Insights.Segments.Internals;

/// <summary>Which new segment is which former one: the assignment with the least total distance, exact, by dynamic programming over subsets.</summary>
static class SegmentMatching
{
    /// <summary>For each row the column it is given, or -1 where there are more rows than columns; no column twice.</summary>
    /// <param name="cost">Distances, at most 16 columns; those above <paramref name="tooFar"/> are matched with nobody.</param>
    /// <param name="tooFar">Largest distance of a match; also what it costs to leave a row alone.</param>
    public static int[] Match(double[][] cost, double tooFar)
    {
        var columns = cost.Length == 0 ? 0 : cost[0].Length;
        var best = new double[cost.Length + 1][];
        best[cost.Length] = new double[1 << columns];
        for (var row = cost.Length - 1; row >= 0; row--)
        {
            best[row] = new double[1 << columns];
            for (var taken = 0; taken < 1 << columns; taken++) best[row][taken] = Choose(cost[row], best[row + 1], taken, tooFar).Total;
        }
        var (matches, used) = (new int[cost.Length], 0);
        for (var row = 0; row < cost.Length; row++)
        {
            matches[row] = Choose(cost[row], best[row + 1], used, tooFar).Column;
            if (matches[row] >= 0) used |= 1 << matches[row];
        }
        return matches;
    }

    static (int Column, double Total) Choose(double[] cost, double[] rest, int taken, double tooFar)
    {
        var (column, total) = (-1, tooFar + rest[taken]);
        for (var candidate = 0; candidate < cost.Length; candidate++)
        {
            if ((taken & (1 << candidate)) != 0 || cost[candidate] > tooFar) continue;
            var sum = cost[candidate] + rest[taken | (1 << candidate)];
            if (sum < total) (column, total) = (candidate, sum);
        }
        return (column, total);
    }
}
