using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>How often two groups of sequences hold one pattern.</summary>
public sealed record PathDifference
{
    /// <summary>Items, with <see cref="SequencePatternCollection.ElementEnd"/> after each element.</summary>
    public required int[] Pattern { get; init; }
    /// <summary>Marked sequences that hold the pattern.</summary>
    public required int MarkedSupport { get; init; }
    /// <summary>Marked sequences in all.</summary>
    public required int MarkedCount { get; init; }
    /// <summary>Other sequences that hold the pattern.</summary>
    public required int OtherSupport { get; init; }
    /// <summary>Other sequences in all.</summary>
    public required int OtherCount { get; init; }
    /// <summary>Probability of a difference at least as unlikely if the groups were alike: two-sided Fisher's exact test.</summary>
    public required double PValue { get; init; }
    /// <summary>The p-value after Benjamini and Hochberg's correction over all patterns compared.</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>Share of the marked sequences that hold the pattern.</summary>
    public double MarkedShare => (double)MarkedSupport / MarkedCount;
    /// <summary>Share of the other sequences that hold the pattern.</summary>
    public double OtherShare => (double)OtherSupport / OtherCount;

    /// <summary>Odds of the pattern among the marked over those among the others. Where one of the four counts is 0, a half is added to each (Haldane 1956, Anscombe 1956).</summary>
    public double OddsRatio => Math.Exp(LogOddsRatio);

    /// <summary>Ends of Woolf's (1955) 95 % interval of the odds ratio, in the same counts.</summary>
    public (double Low, double High) OddsRatioInterval
    {
        get
        {
            var reach = Normal.Quantile(0.975) * Math.Sqrt(Cells().Sum(cell => 1 / cell));
            return (Math.Exp(LogOddsRatio - reach), Math.Exp(LogOddsRatio + reach));
        }
    }

    double LogOddsRatio => Cells() is [var a, var b, var c, var d] ? Math.Log(a) - Math.Log(b) - Math.Log(c) + Math.Log(d) : double.NaN;

    double[] Cells()
    {
        double[] cells = [MarkedSupport, MarkedCount - MarkedSupport, OtherSupport, OtherCount - OtherSupport];
        return cells.Contains(0) ? [.. cells.Select(cell => cell + 0.5)] : cells;
    }
}
