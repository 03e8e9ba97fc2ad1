namespace CrmInsights.Mining.Clusters;

/// <summary>Agreement of two clusterings of the same rows, corrected for chance.</summary>
/// <remarks>Hubert and Arabie (1985), Journal of Classification 2.</remarks>
public static class AdjustedRand
{
    /// <summary>1 for the same clusters under whatever labels, about 0 for unrelated ones; 1 where both are trivial in the same way.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        if (left.Length != right.Length) throw new ArgumentException($"{left.Length} and {right.Length} labels were given; as many were expected.");
        Dictionary<(int, int), long> cells = [];
        Dictionary<int, long> rows = [], columns = [];
        for (var i = 0; i < left.Length; i++)
        {
            cells[(left[i], right[i])] = cells.GetValueOrDefault((left[i], right[i])) + 1;
            rows[left[i]] = rows.GetValueOrDefault(left[i]) + 1;
            columns[right[i]] = columns.GetValueOrDefault(right[i]) + 1;
        }
        var (together, inLeft, inRight) = (Pairs(cells.Values), Pairs(rows.Values), Pairs(columns.Values));
        var all = left.Length * (left.Length - 1.0) / 2;
        var expected = all == 0 ? 0 : inLeft * inRight / all;
        var most = (inLeft + inRight) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    static double Pairs(IEnumerable<long> counts) => counts.Sum(count => count * (count - 1.0) / 2);
}
