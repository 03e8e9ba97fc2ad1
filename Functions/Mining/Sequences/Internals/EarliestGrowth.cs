using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Growth without limits in time: of each sequence only the earliest match counts, since whatever follows a later one follows it too.</summary>
/// <remarks>Pei et al. (2004), pseudo-projection. New elements, by far the most work, are counted in one scan that only adds and placed in a second one, which
/// most patterns never need.</remarks>
class EarliestGrowth(FlatSequences data, SequencePatternOptions options, CancellationToken cancellation) : PatternGrowth(data, options, cancellation)
{
    readonly Extensions _joins = new(data.ItemCount);
    readonly FollowerCounts _followers = new(data);

    protected sealed override Extension[] Extend(int from, int to)
    {
        var joins = Data.CanBeJoined[Prefix.LastElement[^1]] ? Join(from, to) : [];
        var followers = _followers.Extend(Stack, from, to, Options.MinSupport);
        return joins.Length == 0 ? followers : [.. joins, .. followers];
    }

    Extension[] Join(int from, int to)
    {
        var last = Prefix.LastElement;
        foreach (var match in Stack.Range(from, to))
        {
            _joins.NextSequence();
            JoinSequence(match.Position + 1, last);
        }
        return _joins.Distribute(Options.MinSupport, Stack);
    }

    /// <summary>An item joins the last element in the element of the match or in a later one that holds all of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void JoinSequence(int position, ReadOnlySpan<int> last)
    {
        var matched = last.Length;
        for (var code = Data.Steps[position].Code; code != FlatSequences.End; code = Data.Steps[++position].Code)
        {
            if ((code & 1) != 0) matched = 0;
            if (matched == last.Length) _joins.AddFirst(code >> 1, new Match(position, 0));
            else if (code >> 1 == last[matched]) matched++;
        }
    }
}
