using System.Runtime.InteropServices;

namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Collects patterns.</summary>
sealed class PatternBuilder(int most)
{
    readonly List<int> _codes = [];
    readonly List<int> _starts = [0];
    readonly List<int> _supports = [];
    readonly List<int> _groupSupports = [];

    public int Count => _supports.Count;

    public void Add(ReadOnlySpan<int> codes, int support, int groupSupport)
    {
        Ensure(1);
        _codes.AddRange(codes);
        _starts.Add(_codes.Count);
        _supports.Add(support);
        _groupSupports.Add(groupSupport);
    }

    public void Append(PatternBuilder other)
    {
        Ensure(other.Count);
        var shift = _codes.Count;
        _codes.AddRange(CollectionsMarshal.AsSpan(other._codes));
        for (var i = 1; i < other._starts.Count; i++) _starts.Add(other._starts[i] + shift);
        _supports.AddRange(CollectionsMarshal.AsSpan(other._supports));
        _groupSupports.AddRange(CollectionsMarshal.AsSpan(other._groupSupports));
    }

    public SequencePatternCollection Build(int sequenceCount) => new([.. _codes], [.. _starts], [.. _supports], [.. _groupSupports], sequenceCount);

    void Ensure(int more)
    {
        if ((long)Count + more > most)
            throw new InvalidOperationException($"More than {most} patterns are frequent; raise the smallest support or bound length, gap or span.");
    }
}
