using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>Rules "after this, that" from frequent sequential patterns: each pattern is cut between two of its elements.</summary>
/// <remarks>Zaki (2001), "SPADE: an efficient algorithm for mining frequent sequences", Machine Learning 42, section 7. Under limits in time the limits hold across the cut.</remarks>
public static class SequentialRules
{
    /// <summary>Rules by falling confidence, then falling support, then items.</summary>
    /// <param name="patterns">All frequent patterns (not only closed ones) of one data set.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation and progress.</param>
    /// <exception cref="ArgumentException">A part of a pattern is missing from the collection.</exception>
    public static IReadOnlyList<SequentialRule> Mine(SequencePatternCollection patterns, SequentialRuleOptions options, RunContext run)
    {
        options.Validate();
        var index = new PatternIndex(patterns);
        var rules = new List<SequentialRule>();
        for (var pattern = 0; pattern < patterns.Count; pattern++)
        {
            if (pattern % 4096 == 0) run.Report(pattern, patterns.Count);
            rules.AddRange(RulesOf(index, pattern, options.MaxConsequentElements)
                .Where(rule => rule.Confidence >= options.MinConfidence && rule.Lift >= options.MinLift));
        }
        return
        [
            .. rules.OrderByDescending(rule => rule.Confidence).ThenByDescending(rule => rule.Support)
                .ThenBy(rule => rule.Antecedent, PatternOrder.Instance).ThenBy(rule => rule.Consequent, PatternOrder.Instance),
        ];
    }

    static IEnumerable<SequentialRule> RulesOf(PatternIndex index, int pattern, int mostElements)
    {
        var codes = index.Patterns[pattern].ToArray();
        var cut = codes.Length - 1;
        for (var elements = 1; elements <= mostElements; elements++)
        {
            cut = Array.LastIndexOf(codes, SequencePatternCollection.ElementEnd, cut - 1) + 1;
            if (cut == 0) yield break;
            yield return new SequentialRule
            {
                Antecedent = codes[..cut],
                Consequent = codes[cut..],
                Support = index.Patterns.SupportOf(pattern),
                AntecedentSupport = index.SupportOf(codes[..cut]),
                ConsequentSupport = index.SupportOf(codes[cut..]),
                SequenceCount = index.Patterns.SequenceCount,
            };
            cut--;
        }
    }
}
