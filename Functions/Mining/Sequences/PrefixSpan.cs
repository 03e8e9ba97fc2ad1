using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>Sequential patterns by PrefixSpan with pseudo-projection over flat arrays; closed ones by BIDE's two-way check.</summary>
/// <remarks>Pei et al. (2004), "Mining sequential patterns by pattern-growth: the PrefixSpan approach", IEEE TKDE 16(11); Wang and Han (2004) for closed patterns;
/// limits in time as in Srikant and Agrawal (1996). Exact. Patterns come in the order of their items: what joins an element before what follows it; the same for any
/// number of threads.</remarks>
public static class PrefixSpan
{
    /// <summary>All patterns with at least the smallest support, each held by a sequence at most once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    /// <exception cref="InvalidOperationException">There are more patterns than the settings allow.</exception>
    public static SequencePatternCollection Mine(SequenceDatabase sequences, SequencePatternOptions options, RunContext run) =>
        MineMarked(sequences, [], options, run);

    /// <summary>The same, with the support among the marked sequences beside that of all.</summary>
    internal static SequencePatternCollection MineMarked(SequenceDatabase sequences, bool[] marks, SequencePatternOptions options, RunContext run)
    {
        options.Validate();
        var filter = options.Kind == SequencePatternKind.Closed && options.HasTimeLimits;
        var parts = MineParts(FlatSequences.From(sequences, options.MinSupport), marks, options, run);
        var all = new PatternBuilder(options.MaxPatterns);
        foreach (var part in parts) all.Append(part);
        var patterns = all.Build(sequences.Count);
        return filter ? ClosedFilter.Of(patterns, run) : patterns;
    }

    /// <summary>The patterns that begin with each item, mined apart.</summary>
    static PatternBuilder[] MineParts(FlatSequences data, bool[] marks, SequencePatternOptions options, RunContext run)
    {
        var occurrences = Occurrences.From(data, firstOnly: !options.HasTimeLimits);
        var parts = new PatternBuilder[data.ItemCount];
        var done = 0;
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, run.MaxThreads), CancellationToken = run.Cancellation };
        try
        {
            Parallel.For(0, data.ItemCount, threads, () => Growth(data, marks, options, run.Cancellation), (item, _, growth) =>
            {
                parts[item] = growth.Mine(item, occurrences);
                run.Report(Interlocked.Increment(ref done), data.ItemCount);
                return growth;
            }, _ => { });
        }
        catch (AggregateException error) when (error.InnerException is InvalidOperationException tooMany)
        {
            throw new InvalidOperationException(tooMany.Message, error);
        }
        return parts;
    }

    static PatternGrowth Growth(FlatSequences data, bool[] marks, SequencePatternOptions options, CancellationToken cancellation) => options switch
    {
        { HasTimeLimits: true } => new LimitedGrowth(data, options, cancellation) { Marks = marks },
        { Kind: SequencePatternKind.Closed } => new ClosedGrowth(data, options, cancellation) { Marks = marks },
        _ => new EarliestGrowth(data, options, cancellation) { Marks = marks },
    };
}
