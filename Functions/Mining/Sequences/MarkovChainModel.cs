using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>A fitted Markov chain. Immutable and thread-safe.</summary>
public sealed class MarkovChainModel
{
    const string Format = "crminsights-markovchain";
    const int FormatVersion = 1;

    readonly NextCounts _counts;
    readonly double _smoothing;

    internal MarkovChainModel(NextCounts counts, int itemCount, double smoothing)
    {
        (_counts, _smoothing) = (counts, smoothing);
        ItemCount = itemCount;
    }

    /// <summary>Items are 0 to this number, exclusive.</summary>
    public int ItemCount { get; }

    /// <summary>Steps that were seen from an item.</summary>
    public long StepCount(int from) => _counts.Total(Check(from));

    /// <summary>Probability that <paramref name="to"/> comes next after <paramref name="from"/>; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An item the chain does not know.</exception>
    public double Probability(int from, int to) =>
        (_counts.Count(Check(from), Check(to)) + _smoothing) / (_counts.Total(from) + _smoothing * ItemCount);

    /// <summary>Probabilities of all items to come next; they add up to 1.</summary>
    /// <param name="from">The present item.</param>
    /// <param name="probabilities">Filled; <see cref="ItemCount"/> long.</param>
    public void Predict(int from, Span<double> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, ItemCount, nameof(probabilities));
        var sum = _counts.Total(Check(from)) + _smoothing * ItemCount;
        probabilities.Fill(_smoothing / sum);
        var items = _counts.Items(from);
        var counts = _counts.Counts(from);
        for (var at = 0; at < items.Length; at++) probabilities[items[at]] = (counts[at] + _smoothing) / sum;
    }

    /// <summary>Mean negative log-likelihood, in nats, of every step but the first of each sequence; NaN without steps.</summary>
    /// <exception cref="ArgumentException">An element holds several items, or one that the chain does not know.</exception>
    public double LogLoss(SequenceDatabase sequences)
    {
        var paths = new Paths(sequences);
        var (sum, steps) = (0.0, 0L);
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            var path = paths[sequence];
            for (var at = 1; at < path.Length; at++, steps++) sum -= Math.Log(Probability(path[at - 1], path[at]));
        }
        return sum / steps;
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Number("itemCount", ItemCount);
        writer.Number("smoothing", _smoothing);
        _counts.Write(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static MarkovChainModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var itemCount = WholeNumbers.ReadOne(reader, "itemCount", 1, int.MaxValue - 1);
        var smoothing = reader.Finite("smoothing");
        reader.Require(smoothing > 0, "smoothing", "a number above 0");
        var counts = NextCounts.Read(reader, itemCount, itemCount);
        reader.End();
        return new MarkovChainModel(counts, itemCount, smoothing);
    }

    int Check(int item) => (uint)item < (uint)ItemCount
        ? item
        : throw new ArgumentOutOfRangeException(nameof(item), item, $"The chain knows items 0 to {ItemCount - 1}.");
}
