namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Growth that keeps closed patterns only, and leaves out the branches that hold none.</summary>
/// <remarks>Wang and Han (2004), "BIDE: efficient mining of frequent closed sequences", carried over from strings to elements of several items: besides a new
/// element between two others, an item may join an element.</remarks>
sealed class ClosedGrowth(FlatSequences data, SequencePatternOptions options, CancellationToken cancellation) : EarliestGrowth(data, options, cancellation)
{
    readonly CommonInsertion _insertion = new(data);

    protected override (bool Keep, bool Grow) Judge(ReadOnlySpan<Match> matches)
    {
        if (Prefix.Length == Options.MaxLength) return (true, false);       // nothing longer is within the limit
        // With a limit of length the longer pattern that would stand for a branch may lie beyond it.
        if (Options.MaxLength == 0 && _insertion.Exists(Prefix, matches, beforeMatch: true)) return (false, false);
        return (!_insertion.Exists(Prefix, matches, beforeMatch: false), true);
    }
}
