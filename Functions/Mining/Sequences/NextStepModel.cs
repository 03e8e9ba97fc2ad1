using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>A fitted model of variable order. Immutable and thread-safe.</summary>
public sealed class NextStepModel
{
    const string Format = "crminsights-nextstep";
    const int FormatVersion = 1;

    readonly ContextTree _contexts;

    internal NextStepModel(ContextTree contexts, int itemCount)
    {
        _contexts = contexts;
        ItemCount = itemCount;
    }

    /// <summary>Items are 0 to this number, exclusive.</summary>
    public int ItemCount { get; }

    /// <summary>Contexts that are kept, the empty one included.</summary>
    public int ContextCount => _contexts.Count;

    /// <summary>Probability that an item comes next after a history, which may be empty or hold items never seen; above 0.</summary>
    /// <remarks>With n steps and u different items after a context, its own counts weigh n / (n + u), the next shorter context the rest; below the empty one all items are alike.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The model does not know <paramref name="next"/>.</exception>
    public double Probability(ReadOnlySpan<int> history, int next)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)next, (uint)ItemCount, nameof(next));
        var probability = 1.0 / ItemCount;
        var counts = _contexts.Counts;
        for (var (context, back) = (0, history.Length - 1); context >= 0; context = back < 0 ? -1 : _contexts.Child(context, history[back--]))
        {
            var different = counts.Items(context).Length;
            if (different > 0) probability = (counts.Count(context, next) + different * probability) / (counts.Total(context) + different);
        }
        return probability;
    }

    /// <summary>Probabilities of all items to come next; they add up to 1.</summary>
    /// <param name="history">What came so far, the latest last.</param>
    /// <param name="probabilities">Filled; <see cref="ItemCount"/> long.</param>
    public void Predict(ReadOnlySpan<int> history, Span<double> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, ItemCount, nameof(probabilities));
        probabilities.Fill(1.0 / ItemCount);
        for (var (context, back) = (0, history.Length - 1); context >= 0; context = back < 0 ? -1 : _contexts.Child(context, history[back--]))
            Mix(context, probabilities);
    }

    /// <summary>Mean negative log-likelihood, in nats, of every step but the first of each sequence; NaN without steps.</summary>
    /// <exception cref="ArgumentException">An element holds several items, or one that the model does not know.</exception>
    public double LogLoss(SequenceDatabase sequences)
    {
        var paths = new Paths(sequences);
        var (sum, steps) = (0.0, 0L);
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            var path = paths[sequence];
            for (var at = 1; at < path.Length; at++, steps++) sum -= Math.Log(Probability(path[..at], path[at]));
        }
        return sum / steps;
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Number("itemCount", ItemCount);
        _contexts.Write(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static NextStepModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var itemCount = WholeNumbers.ReadOne(reader, "itemCount", 1, int.MaxValue - 1);
        var contexts = ContextTree.Read(reader, itemCount);
        reader.End();
        return new NextStepModel(contexts, itemCount);
    }

    void Mix(int context, Span<double> probabilities)
    {
        var items = _contexts.Counts.Items(context);
        var counts = _contexts.Counts.Counts(context);
        if (items.IsEmpty) return;
        double sum = _contexts.Counts.Total(context) + items.Length;
        foreach (ref var probability in probabilities) probability *= items.Length / sum;
        for (var at = 0; at < items.Length; at++) probabilities[items[at]] += counts[at] / sum;
    }
}
