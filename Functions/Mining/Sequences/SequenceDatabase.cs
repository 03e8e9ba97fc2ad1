using System.Globalization;
using System.Numerics.Tensors;

namespace CrmInsights.Mining.Sequences;

/// <summary>Sequences of elements, each a set of items, in flat arrays. Within an element items rise and are unique; elements may carry times.</summary>
/// <remarks>The data model of Agrawal and Srikant (1995), "Mining sequential patterns": a customer is a sequence, an order an element, a product an item.</remarks>
public sealed class SequenceDatabase
{
    readonly int[] _items;
    readonly int[] _elementStarts;
    readonly int[] _sequenceStarts;
    readonly double[]? _times;

    internal SequenceDatabase(int[] items, int[] elementStarts, int[] sequenceStarts, double[]? times, IReadOnlyDictionary<int, string>? names)
    {
        (_items, _elementStarts, _sequenceStarts, _times) = (items, elementStarts, sequenceStarts, times);
        Names = names;
        ItemCount = items.Length == 0 ? 0 : TensorPrimitives.Max<int>(items) + 1;
    }

    /// <summary>Number of sequences, empty ones included.</summary>
    public int Count => _sequenceStarts.Length - 1;

    /// <summary>One more than the highest item.</summary>
    public int ItemCount { get; }

    /// <summary>Number of elements of all sequences.</summary>
    public int TotalElements => _elementStarts.Length - 1;

    /// <summary>Number of items of all elements.</summary>
    public int TotalItems => _items.Length;

    /// <summary>True where every element has a time.</summary>
    public bool HasTimes => _times is not null;

    /// <summary>Names of items, where the data has names.</summary>
    public IReadOnlyDictionary<int, string>? Names { get; }

    /// <summary>Number of elements of one sequence.</summary>
    public int ElementCount(int sequence) => _sequenceStarts[sequence + 1] - _sequenceStarts[sequence];

    /// <summary>Items of one element, rising.</summary>
    public ReadOnlySpan<int> Element(int sequence, int element) => ElementAt(_sequenceStarts[sequence] + element);

    /// <summary>Time of one element; its index within the sequence where the data has no times.</summary>
    public double Time(int sequence, int element) => _times is null ? element : _times[_sequenceStarts[sequence] + element];

    /// <summary>Name of an item, or its number where it has none.</summary>
    public string NameOf(int item) => Names is not null && Names.TryGetValue(item, out var name) ? name : item.ToString(CultureInfo.InvariantCulture);

    /// <summary>Elements of one sequence as a range of <see cref="ElementAt"/>.</summary>
    internal (int From, int To) Elements(int sequence) => (_sequenceStarts[sequence], _sequenceStarts[sequence + 1]);

    internal ReadOnlySpan<int> ElementAt(int element) => _items.AsSpan(_elementStarts[element].._elementStarts[element + 1]);

    /// <summary>The sequences with the given indices, in the given order.</summary>
    public SequenceDatabase Select(ReadOnlySpan<int> sequences)
    {
        var builder = new SequenceDatabaseBuilder();
        foreach (var sequence in sequences)
        {
            for (var element = 0; element < ElementCount(sequence); element++)
            {
                foreach (var item in Element(sequence, element)) builder.AddItem(item);
                if (HasTimes) builder.EndElement(Time(sequence, element));
                else builder.EndElement();
            }
            builder.EndSequence();
        }
        return builder.Build(Names);
    }
}
