using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>A first-order Markov chain: what comes next depends on the present item only.</summary>
/// <remarks>Anderson and Goodman (1957), "Statistical inference about Markov chains"; the smoothing is Lidstone's (1920).</remarks>
public static class MarkovChain
{
    /// <summary>Counts the steps from each element to the next.</summary>
    /// <param name="sequences">Sequences whose elements hold one item each.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation and progress.</param>
    /// <exception cref="ArgumentException">An element holds several items, or there is no item.</exception>
    public static MarkovChainModel Fit(SequenceDatabase sequences, MarkovChainOptions options, RunContext run)
    {
        if (!(options.Smoothing > 0) || double.IsInfinity(options.Smoothing))
            throw new ArgumentOutOfRangeException(nameof(options), options.Smoothing, "The smoothing must be a finite number above 0.");
        var steps = new Dictionary<(int From, int To), int>();
        var paths = new Paths(sequences);
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            if (sequence % 65_536 == 0) run.Report(sequence, sequences.Count);
            var path = paths[sequence];
            for (var at = 1; at < path.Length; at++)
            {
                steps.TryGetValue((path[at - 1], path[at]), out var count);
                steps[(path[at - 1], path[at])] = count + 1;
            }
        }
        return new MarkovChainModel(NextCounts.From(steps, sequences.ItemCount), sequences.ItemCount, options.Smoothing);
    }
}
