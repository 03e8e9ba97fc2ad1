namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Mines all patterns that begin with a given item, depth first. One instance a thread: it keeps its scratch arrays.</summary>
abstract class PatternGrowth(FlatSequences data, SequencePatternOptions options, CancellationToken cancellation)
{
    PatternBuilder _found = new(0);

    protected FlatSequences Data { get; } = data;

    protected SequencePatternOptions Options { get; } = options;

    protected PatternPrefix Prefix { get; } = new(data);

    /// <summary>The matches of the pattern, and of all extensions on the way to it that are not done yet.</summary>
    protected MatchStack Stack { get; } = new();

    /// <summary>Marks of the sequences whose support is counted apart; empty for none.</summary>
    public bool[] Marks { get; init; } = [];

    public PatternBuilder Mine(int item, Occurrences occurrences)
    {
        _found = new PatternBuilder(Options.MaxPatterns);
        Prefix.Clear();
        Prefix.Push(item, newElement: true);
        Stack.CutTo(0);
        var positions = occurrences.Of(item);
        var matches = Stack.Push(positions.Length);
        for (var match = 0; match < matches.Length; match++) matches[match] = new Match(positions[match], positions[match]);
        Grow(0, Stack.Top, Data.Supports[item]);
        return _found;
    }

    /// <summary>Finds what may follow the pattern; pushes the matches of all extensions, one after the other.</summary>
    protected abstract Extension[] Extend(int from, int to);

    /// <summary>Says whether the pattern is kept and whether it is grown further.</summary>
    protected virtual (bool Keep, bool Grow) Judge(ReadOnlySpan<Match> matches) => (true, true);

    /// <summary>Removes matches that others make needless; returns how many are left.</summary>
    protected virtual int Thin(Span<Match> matches) => matches.Length;

    void Grow(int from, int to, int support)
    {
        cancellation.ThrowIfCancellationRequested();
        var (keep, grow) = Judge(Stack.Range(from, to));
        if (keep) _found.Add(Prefix.ToCodes(), support, Marks.Length == 0 ? 0 : CountMarked(Stack.Range(from, to)));
        if (!grow || Prefix.Length == Options.MaxLength) return;

        var before = Stack.Top;
        var start = before;
        foreach (var extension in Extend(from, to))
        {
            Prefix.Push(extension.Code % Data.ItemCount, newElement: extension.Code >= Data.ItemCount);
            Grow(start, start + Thin(Stack.Range(start, extension.To)), extension.Support);
            Prefix.Pop();
            start = extension.To;
        }
        Stack.CutTo(before);
    }

    int CountMarked(ReadOnlySpan<Match> matches)
    {
        var (marked, last) = (0, -1);
        foreach (var match in matches)
        {
            var sequence = Data.SequenceOf[match.Position];
            if (sequence != last && Marks[sequence]) marked++;
            last = sequence;
        }
        return marked;
    }
}
