namespace CrmInsights.Mining.Metrics.Internals;

/// <summary>Ranks from 1, lowest first; ties share the mean of their ranks.</summary>
static class MidRanks
{
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var rows = new int[sorted.Length];
        for (var row = 0; row < rows.Length; row++) rows[row] = row;
        Array.Sort(sorted, rows);

        var ranks = new double[sorted.Length];
        for (var from = 0; from < sorted.Length;)
        {
            var to = from;
            while (to < sorted.Length && sorted[to] == sorted[from]) to++;
            for (var position = from; position < to; position++) ranks[rows[position]] = (from + 1 + to) / 2.0;
            from = to;
        }
        return ranks;
    }
}
