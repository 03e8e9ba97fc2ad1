using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>A Markov model of variable order: as long a context as was seen often enough, mixed with all shorter ones.</summary>
/// <remarks>Contexts as in a probabilistic suffix tree (Ron, Singer and Tishby 1996); back-off as in PPM method C, interpolated (Moffat 1990; Witten and Bell 1991).</remarks>
public static class NextStep
{
    /// <summary>Counts what follows each context, one order after the other.</summary>
    /// <param name="sequences">Sequences whose elements hold one item each.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation and progress.</param>
    /// <exception cref="ArgumentException">An element holds several items, or there is no item.</exception>
    public static NextStepModel Fit(SequenceDatabase sequences, NextStepOptions options, RunContext run)
    {
        options.Validate();
        var builder = new ContextTreeBuilder(options.MinContextCount);
        var paths = new Paths(sequences);
        for (var order = 0; order <= options.MaxOrder; order++)
        {
            run.Report(order, options.MaxOrder + 1);
            for (var sequence = 0; sequence < sequences.Count; sequence++) builder.Add(paths[sequence], order);
            builder.EndOrder();
        }
        return new NextStepModel(builder.Build(), sequences.ItemCount);
    }
}
