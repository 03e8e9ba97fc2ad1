namespace CrmInsights.Mining.Metrics;

/// <summary>How good the order of a list is.</summary>
public static class RankingMetrics
{
    /// <summary>
    /// Normalised discounted cumulative gain of one list: sum of (2^grade - 1) / log2(rank + 1) down to the cutoff, over the same sum of the best
    /// order. Rows of equal score share the gain of their ranks evenly, so that their order in the data does not matter.
    /// </summary>
    /// <remarks>Jarvelin and Kekalainen (2002), ACM TOIS 20(4); gains as Burges et al. (2005); ties as McSherry and Najork (2008), ECIR.</remarks>
    /// <param name="scores">One score a row.</param>
    /// <param name="grades">Relevance, 0 or more.</param>
    /// <param name="cutoff">Ranks that count, at least 1.</param>
    /// <returns>0 to 1; 1 where no grade is above 0, as no order is then wrong.</returns>
    public static double Ndcg(ReadOnlySpan<double> scores, ReadOnlySpan<float> grades, int cutoff = int.MaxValue)
    {
        if (scores.Length != grades.Length) throw new ArgumentException($"{scores.Length} scores and {grades.Length} grades were given; one grade a score was expected.");
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, 1);
        var gains = new double[grades.Length];
        for (var row = 0; row < gains.Length; row++) gains[row] = Math.Pow(2, Grade(grades, row)) - 1;

        var ideal = Discounted([.. gains], gains, cutoff);
        return ideal == 0 ? 1 : Discounted(scores.ToArray(), gains, cutoff) / ideal;
    }

    /// <summary>Mean of <see cref="Ndcg"/> over lists.</summary>
    /// <param name="scores">All rows, list after list.</param>
    /// <param name="grades">Relevance of each row.</param>
    /// <param name="groups">Rows of each list; they add up to all rows.</param>
    /// <param name="cutoff">Ranks that count, at least 1.</param>
    public static double MeanNdcg(ReadOnlySpan<double> scores, ReadOnlySpan<float> grades, ReadOnlySpan<int> groups, int cutoff = int.MaxValue)
    {
        var (sum, from) = (0.0, 0);
        foreach (var rows in groups)
        {
            if (rows < 0 || rows > scores.Length - from) throw new ArgumentException($"A list of {rows} rows begins at row {from} of {scores.Length}.");
            sum += Ndcg(scores.Slice(from, rows), grades.Slice(from, rows), cutoff);
            from += rows;
        }
        if (from != scores.Length || groups.IsEmpty) throw new ArgumentException($"The lists hold {from} of {scores.Length} rows; all were expected, in at least one list.");
        return sum / groups.Length;
    }

    static double Discounted(double[] scores, double[] gains, int cutoff)
    {
        var sortedGains = (double[])gains.Clone();
        Array.Sort(scores, sortedGains);
        Array.Reverse(scores);
        Array.Reverse(sortedGains);
        var sum = 0.0;
        for (var from = 0; from < scores.Length && from < cutoff;)
        {
            var (to, gain, discount) = (from, 0.0, 0.0);
            for (; to < scores.Length && scores[to] == scores[from]; to++)
            {
                gain += sortedGains[to];
                if (to < cutoff) discount += 1 / Math.Log2(to + 2);
            }
            sum += gain / (to - from) * discount;
            from = to;
        }
        return sum;
    }

    static float Grade(ReadOnlySpan<float> grades, int row) =>
        grades[row] >= 0 && float.IsFinite(grades[row])
            ? grades[row]
            : throw new ArgumentException($"The grade of row {row} is {grades[row]}; a finite number of at least 0 was expected.");
}
