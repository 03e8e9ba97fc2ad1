namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Growth within limits in time. A match may be too early for what follows, so one is kept for every element that the pattern can end in: the one that
/// began last, which leaves the most room.</summary>
sealed class LimitedGrowth(FlatSequences data, SequencePatternOptions options, CancellationToken cancellation) : PatternGrowth(data, options, cancellation)
{
    readonly Extensions _extensions = new(data.ItemCount);

    protected override Extension[] Extend(int from, int to)
    {
        var sequence = -1;
        foreach (var match in Stack.Range(from, to))
        {
            if (Data.SequenceOf[match.Position] != sequence) _extensions.NextSequence();
            sequence = Data.SequenceOf[match.Position];
            ScanLater(match, ScanOwnElement(match));
        }
        return _extensions.Distribute(Options.MinSupport, Stack);
    }

    protected override int Thin(Span<Match> matches)
    {
        matches.Sort(static (one, other) => one.Position != other.Position ? one.Position.CompareTo(other.Position) : other.Begin.CompareTo(one.Begin));
        var kept = 0;
        foreach (var match in matches)
        {
            if (kept == 0 || matches[kept - 1].Position != match.Position) matches[kept++] = match;
        }
        return kept;
    }

    /// <summary>Adds the items that may join the last element; returns the position after it.</summary>
    int ScanOwnElement(Match match)
    {
        var position = match.Position + 1;
        for (; (Data.Steps[position].Code & 1) == 0; position++) _extensions.Add(Data.Steps[position].Code >> 1, match with { Position = position });
        return position;
    }

    void ScanLater(Match match, int position)
    {
        var time = Data.TimeAt(match.Position);
        var latest = Math.Min(time + Options.MaxGap, Data.TimeAt(match.Begin) + Options.MaxSpan);
        for (var code = Data.Steps[position].Code; code != FlatSequences.End; code = Data.Steps[++position].Code)
        {
            var at = Data.TimeAt(position);
            if (at > latest) return;
            if (at - time >= Options.MinGap) _extensions.Add(Data.ItemCount + (code >> 1), match with { Position = position });
        }
    }
}
