using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>Which paths tell two groups of sequences apart, such as customers who left from those who stayed.</summary>
/// <remarks>Each pattern is a fourfold table of group and containment: Fisher's exact test, corrected over all patterns (Benjamini and Hochberg 1995). Longer sequences
/// hold more patterns, so groups should have been watched for as long as each other.</remarks>
public static class PathComparison
{
    /// <summary>Differences by rising p-value, then falling difference of the shares, then items.</summary>
    /// <param name="sequences">The sequences of both groups.</param>
    /// <param name="marked">One flag a sequence: true for the first group.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation, progress and threads.</param>
    /// <exception cref="ArgumentException">There is not one flag a sequence, or a group is empty.</exception>
    public static IReadOnlyList<PathDifference> Compare(SequenceDatabase sequences, ReadOnlySpan<bool> marked, PathComparisonOptions options, RunContext run)
    {
        options.Validate();
        if (marked.Length != sequences.Count) throw new ArgumentException($"{marked.Length} flags were given for {sequences.Count} sequences.");
        var markedCount = marked.Count(true);
        if (markedCount == 0 || markedCount == marked.Length)
            throw new ArgumentException($"Two groups are needed to compare; {markedCount} of {marked.Length} sequences are marked.");

        var patterns = PrefixSpan.MineMarked(sequences, marked.ToArray(), options.Patterns, run);
        var pValues = PValues(patterns, markedCount);
        var adjusted = BenjaminiHochberg.Adjust(pValues);
        return
        [
            .. Enumerable.Range(0, patterns.Count).Where(pattern => adjusted[pattern] <= options.MaxAdjustedPValue)
                .Select(pattern => Difference(patterns, pattern, markedCount, (pValues[pattern], adjusted[pattern])))
                .OrderBy(difference => difference.PValue).ThenByDescending(difference => Math.Abs(difference.MarkedShare - difference.OtherShare))
                .ThenBy(difference => difference.Pattern, PatternOrder.Instance),
        ];
    }

    static double[] PValues(SequencePatternCollection patterns, int markedCount)
    {
        var fisher = new FisherTest(patterns.SequenceCount);
        return [.. Enumerable.Range(0, patterns.Count).Select(pattern => fisher.TwoSided(patterns.GroupSupportOf(pattern), patterns.SupportOf(pattern), markedCount))];
    }

    static PathDifference Difference(SequencePatternCollection patterns, int pattern, int markedCount, (double P, double Adjusted) test) => new()
    {
        Pattern = patterns[pattern].ToArray(),
        MarkedSupport = patterns.GroupSupportOf(pattern),
        MarkedCount = markedCount,
        OtherSupport = patterns.SupportOf(pattern) - patterns.GroupSupportOf(pattern),
        OtherCount = patterns.SequenceCount - markedCount,
        PValue = test.P,
        AdjustedPValue = test.Adjusted,
    };
}
