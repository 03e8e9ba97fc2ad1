namespace CrmInsights.Insights.Plays;

/// <summary>So many of so many.</summary>
/// <param name="Hits">Those of whom it is true.</param>
/// <param name="Count">All.</param>
public readonly record struct Share(int Hits, int Count)
{
    /// <summary>The share, 0..1; 0 of none.</summary>
    public double Part => Count == 0 ? 0 : (double)Hits / Count;

    /// <summary>Wilson's 95 % score interval.</summary>
    internal (double Low, double High) Interval()
    {
        var (n, z) = ((double)Count, ShareDifference.Z);
        var middle = (2 * n * Part) + (z * z);
        var half = z * Math.Sqrt((z * z) + (4 * n * Part * (1 - Part)));
        return ((middle - half) / (2 * (n + (z * z))), (middle + half) / (2 * (n + (z * z))));
    }
}

/// <summary>The difference of the shares of two independent groups, with its 95 % interval.</summary>
/// <param name="Value">First share less the second, -1..1.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <remarks>Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: Wilson's intervals of the two shares combined; holds for small groups and shares near 0 or 1.</remarks>
public sealed record ShareDifference(double Value, double Low, double High)
{
    internal const double Z = 1.959963984540054;

    /// <summary>The difference of two groups, each of at least one.</summary>
    public static ShareDifference Of(Share first, Share second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(second.Count, 1);
        var ((low1, high1), (low2, high2)) = (first.Interval(), second.Interval());
        var (p1, p2) = (first.Part, second.Part);
        return new ShareDifference(p1 - p2, p1 - p2 - Distance(p1 - low1, high2 - p2), p1 - p2 + Distance(high1 - p1, p2 - low2));
    }

    static double Distance(double one, double other) => Math.Sqrt((one * one) + (other * other));
}
