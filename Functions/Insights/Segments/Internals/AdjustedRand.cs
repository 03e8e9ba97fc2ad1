namespace CrmInsights.Insights.Segments.Internals;

/// <summary>Agreement of two groupings, corrected for chance: 1 where they are the same, 0 on average where they are independent.</summary>
/// <remarks>Hubert and Arabie (1985), Journal of Classification 2.</remarks>
static class AdjustedRand
{
    public static double Of(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        var together = Pairs(one.Zip(other));
        var (first, second, all) = (Pairs(one), Pairs(other), one.Count * (one.Count - 1.0) / 2);
        var expected = first * second / all;
        var most = (first + second) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    static double Pairs<T>(IEnumerable<T> groups) where T : notnull => groups.CountBy(group => group).Sum(group => group.Value * (group.Value - 1.0) / 2);
}
