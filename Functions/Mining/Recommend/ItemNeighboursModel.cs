using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Recommend.Internals;

namespace CrmInsights.Mining.Recommend;

/// <summary>Neighbours of every item. Immutable and thread-safe.</summary>
public sealed class ItemNeighboursModel
{
    const string Format = "crminsights-itemneighbours";
    const int FormatVersion = 1;

    readonly SparseRows _neighbours;

    internal ItemNeighboursModel(SparseRows neighbours) => _neighbours = neighbours;

    /// <summary>Items are 0 to this number, exclusive.</summary>
    public int ItemCount => _neighbours.RowCount;

    /// <summary>Neighbours of an item, the most alike first.</summary>
    public ReadOnlySpan<int> NeighboursOf(int item) => _neighbours.Columns(item);

    /// <summary>Likeness of each neighbour, 0 to 1, in the same order.</summary>
    public ReadOnlySpan<double> SimilaritiesOf(int item) => _neighbours.Values(item);

    /// <summary>Scores all items for a user: the likeness to each of the user's items, times its weight, added up.</summary>
    /// <param name="items">The user's items; those the model does not know say nothing.</param>
    /// <param name="weights">One weight an item.</param>
    /// <param name="scores">Filled; <see cref="ItemCount"/> long.</param>
    public void Score(ReadOnlySpan<int> items, ReadOnlySpan<double> weights, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, items.Length, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, ItemCount, nameof(scores));
        scores.Clear();
        for (var at = 0; at < items.Length; at++)
        {
            if ((uint)items[at] >= (uint)ItemCount) continue;
            var neighbours = NeighboursOf(items[at]);
            var similarities = SimilaritiesOf(items[at]);
            for (var place = 0; place < neighbours.Length; place++) scores[neighbours[place]] += weights[at] * similarities[place];
        }
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        _neighbours.Write(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static ItemNeighboursModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var neighbours = SparseRows.Read(reader, int.MaxValue);
        reader.End();
        for (var item = 0; item < neighbours.RowCount; item++)
            foreach (var neighbour in neighbours.Columns(item)) reader.Require(neighbour < neighbours.RowCount, "columns", $"items below {neighbours.RowCount}");
        return new ItemNeighboursModel(neighbours);
    }
}
