using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Recommend.Internals;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Recommend;

/// <summary>Vectors of habits of all customers. Immutable and thread-safe.</summary>
public sealed class NextBasketModel
{
    const string Format = "crminsights-nextbasket";
    const int FormatVersion = 1;

    readonly SparseRows _habits;
    readonly SparseRows _byItem;
    readonly double[] _squares;
    readonly NextBasketOptions _options;

    internal NextBasketModel(SparseRows habits, int itemCount, NextBasketOptions options)
    {
        (_habits, _options) = (habits, options);
        ItemCount = itemCount;
        _byItem = habits.Transpose(itemCount);
        _squares = [.. Enumerable.Range(0, habits.RowCount).Select(customer => FactorModel.Dot(habits.Values(customer), habits.Values(customer)))];
    }

    /// <summary>Items are 0 to this number, exclusive.</summary>
    public int ItemCount { get; }

    /// <summary>Number of customers of training.</summary>
    public int CustomerCount => _habits.RowCount;

    /// <summary>Items of a customer's habits, rising.</summary>
    public ReadOnlySpan<int> ItemsOf(int customer) => _habits.Columns(customer);

    /// <summary>How strong each habit is: 1 for an item in every basket where nothing decays.</summary>
    public ReadOnlySpan<double> HabitsOf(int customer) => _habits.Values(customer);

    /// <summary>Scores all items for a customer of training.</summary>
    /// <param name="customer">Its sequence in training; it is not its own neighbour.</param>
    /// <param name="scores">Filled; <see cref="ItemCount"/> long.</param>
    public void Score(int customer, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)customer, (uint)CustomerCount, nameof(customer));
        Score(ItemsOf(customer), HabitsOf(customer), customer, scores);
    }

    /// <summary>Scores all items for baskets of a customer who need not be one of training.</summary>
    /// <param name="baskets">Sequences over the same items.</param>
    /// <param name="sequence">The customer's sequence in them.</param>
    /// <param name="scores">Filled; <see cref="ItemCount"/> long.</param>
    public void Score(SequenceDatabase baskets, int sequence, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(baskets.ItemCount, ItemCount, nameof(baskets));
        var (items, habits) = new HabitVector(ItemCount, _options).Of(baskets, sequence);
        Score(items, habits, -1, scores);
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Number("itemCount", ItemCount);
        writer.Number("groupSize", _options.GroupSize);
        writer.Number("basketDecay", _options.BasketDecay);
        writer.Number("groupDecay", _options.GroupDecay);
        writer.Number("neighbourCount", _options.NeighbourCount);
        writer.Number("ownShare", _options.OwnShare);
        _habits.Write(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static NextBasketModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var itemCount = WholeNumbers.ReadOne(reader, "itemCount", 0, int.MaxValue - 1);
        var options = new NextBasketOptions
        {
            GroupSize = WholeNumbers.ReadOne(reader, "groupSize", 1, int.MaxValue),
            BasketDecay = Share(reader, "basketDecay"),
            GroupDecay = Share(reader, "groupDecay"),
            NeighbourCount = WholeNumbers.ReadOne(reader, "neighbourCount", 0, int.MaxValue),
            OwnShare = Share(reader, "ownShare"),
        };
        var habits = SparseRows.Read(reader, itemCount);
        reader.End();
        return new NextBasketModel(habits, itemCount, options);
    }

    static double Share(StrictJsonReader reader, string name)
    {
        var share = reader.Finite(name);
        reader.Require(share is >= 0 and <= 1, name, "a number from 0 to 1");
        return share;
    }

    void Score(ReadOnlySpan<int> items, ReadOnlySpan<double> habits, int self, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, ItemCount, nameof(scores));
        scores.Clear();
        var neighbours = Neighbours(items, habits, self);
        var own = neighbours.Length == 0 ? 1 : _options.OwnShare;
        for (var at = 0; at < items.Length; at++) scores[items[at]] += own * habits[at];
        foreach (var neighbour in neighbours)
        {
            var columns = ItemsOf(neighbour);
            var values = HabitsOf(neighbour);
            for (var at = 0; at < columns.Length; at++) scores[columns[at]] += (1 - own) * values[at] / neighbours.Length;
        }
    }

    /// <summary>The nearest customers by Euclidean distance, those of equal distance by number.</summary>
    int[] Neighbours(ReadOnlySpan<int> items, ReadOnlySpan<double> habits, int self)
    {
        var distances = (double[])_squares.Clone();     // up to the customer's own square: |u - v|^2 = |u|^2 + |v|^2 - 2 u v
        for (var at = 0; at < items.Length; at++)
        {
            var customers = _byItem.Columns(items[at]);
            var values = _byItem.Values(items[at]);
            for (var place = 0; place < customers.Length; place++) distances[customers[place]] -= 2 * habits[at] * values[place];
        }
        for (var customer = 0; customer < distances.Length; customer++) distances[customer] = customer == self ? double.NaN : -distances[customer];
        return TopItems.Of(distances, _options.NeighbourCount);
    }
}
