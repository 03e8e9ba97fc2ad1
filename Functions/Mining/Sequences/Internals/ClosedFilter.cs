using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Closed patterns out of all frequent ones, where limits in time forbid to look at neighbours only: a pattern with two items more may have the support
/// that those with one more lack. Patterns of equal support are compared in pairs.</summary>
static class ClosedFilter
{
    public static SequencePatternCollection Of(SequencePatternCollection patterns, RunContext run)
    {
        var covered = new bool[patterns.Count];
        var signatures = Enumerable.Range(0, patterns.Count).Select(pattern => Signature(patterns[pattern])).ToArray();
        var done = 0;
        foreach (var group in Enumerable.Range(0, patterns.Count).GroupBy(patterns.SupportOf).Select(group => group.OrderBy(patterns.LengthOf).ToArray()))
        {
            for (var small = 0; small < group.Length; small++)
            {
                if (done++ % 1024 == 0) run.Report(done, patterns.Count);
                covered[group[small]] = IsCovered(patterns, signatures, group.AsSpan(small));
            }
        }
        return patterns.Where(pattern => !covered[pattern]);
    }

    static bool IsCovered(SequencePatternCollection patterns, ulong[] signatures, ReadOnlySpan<int> group)
    {
        var small = group[0];
        for (var at = group.Length - 1; at > 0; at--)
        {
            if (patterns.LengthOf(group[at]) == patterns.LengthOf(small)) return false;
            if ((signatures[small] & ~signatures[group[at]]) == 0 && Contains(patterns[group[at]], patterns[small])) return true;
        }
        return false;
    }

    /// <summary>Does the large pattern hold the small one, element in element and in order?</summary>
    public static bool Contains(ReadOnlySpan<int> large, ReadOnlySpan<int> small)
    {
        while (!small.IsEmpty)
        {
            var wanted = small[..small.IndexOf(SequencePatternCollection.ElementEnd)];
            var found = false;
            while (!found && !large.IsEmpty)
            {
                var end = large.IndexOf(SequencePatternCollection.ElementEnd);
                found = IsSubset(wanted, large[..end]);
                large = large[(end + 1)..];
            }
            if (!found) return false;
            small = small[(wanted.Length + 1)..];
        }
        return true;
    }

    static bool IsSubset(ReadOnlySpan<int> small, ReadOnlySpan<int> large)
    {
        var matched = 0;
        foreach (var item in large)
        {
            if (matched < small.Length && item == small[matched]) matched++;
        }
        return matched == small.Length;
    }

    static ulong Signature(ReadOnlySpan<int> pattern)
    {
        var bits = 0UL;
        foreach (var code in pattern) bits |= 1UL << (code & 63);
        return bits;
    }
}
