namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Bezdek's fuzzy memberships.</summary>
static class FuzzyMembership
{
    /// <summary>Fills one share a center; all of it goes to the centers that the row sits on, if any.</summary>
    public static void Fill(ReadOnlySpan<float> row, ReadOnlySpan<double> centers, double fuzziness, Span<double> memberships)
    {
        var least = double.PositiveInfinity;
        for (var cluster = 0; cluster < memberships.Length; cluster++)
        {
            memberships[cluster] = Distance.Squared(row, centers.Slice(cluster * row.Length, row.Length));
            least = Math.Min(least, memberships[cluster]);
        }
        var sum = 0.0;
        foreach (ref var membership in memberships)
        {
            membership = membership == least ? 1 : Math.Pow(least / membership, 1 / (fuzziness - 1));
            sum += membership;
        }
        foreach (ref var membership in memberships) membership /= sum;
    }
}
