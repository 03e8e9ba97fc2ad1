namespace CrmInsights.Mining.Internals;

/// <summary>Quantiles of sorted numbers.</summary>
static class Quantiles
{
    /// <summary>Linear between the order statistics, the least at 0 and the greatest at 1: type 7 of Hyndman and Fan (1996), The American Statistician 50(4).</summary>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = Math.Clamp((int)position, 0, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
