namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>A stack of matches that grows as needed.</summary>
sealed class MatchStack
{
    Match[] _matches = new Match[1024];

    public int Top { get; private set; }

    public Span<Match> Range(int from, int to) => _matches.AsSpan(from, to - from);

    /// <summary>Makes room for so many more; they are part of the stack, but not filled yet.</summary>
    public Span<Match> Push(int count)
    {
        if (_matches.Length - Top < count) Array.Resize(ref _matches, Math.Max(checked(Top + count), 2 * _matches.Length));
        Top += count;
        return _matches.AsSpan(Top - count, count);
    }

    public void CutTo(int top) => Top = top;
}

/// <summary>Where a pattern was found: the position of its last item, and of the first item of its match.</summary>
readonly record struct Match(int Position, int Begin);
