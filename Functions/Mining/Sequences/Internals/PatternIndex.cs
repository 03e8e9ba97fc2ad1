namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Finds the support of a pattern by its codes.</summary>
sealed class PatternIndex
{
    readonly Dictionary<int[], int> _supports = new(PatternOrder.Instance);

    public PatternIndex(SequencePatternCollection patterns)
    {
        Patterns = patterns;
        for (var pattern = 0; pattern < patterns.Count; pattern++) _supports.Add(patterns[pattern].ToArray(), patterns.SupportOf(pattern));
    }

    public SequencePatternCollection Patterns { get; }

    public int SupportOf(int[] codes) => _supports.TryGetValue(codes, out var support)
        ? support
        : throw new ArgumentException("Rules need all frequent patterns; a part of one is missing.");
}
