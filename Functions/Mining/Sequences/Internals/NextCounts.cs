using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>How often each item came next, by context, in flat arrays; the items of a context rise.</summary>
sealed class NextCounts
{
    readonly int[] _starts;
    readonly int[] _items;
    readonly int[] _counts;
    readonly long[] _totals;

    NextCounts(int[] starts, int[] items, int[] counts)
    {
        (_starts, _items, _counts) = (starts, items, counts);
        _totals = new long[starts.Length - 1];
        for (var context = 0; context < _totals.Length; context++)
            for (var at = starts[context]; at < starts[context + 1]; at++) _totals[context] += counts[at];
    }

    public int ContextCount => _totals.Length;

    public static NextCounts From(Dictionary<(int Context, int Next), int> counts, int contextCount)
    {
        var sorted = counts.OrderBy(pair => pair.Key).ToArray();
        var starts = new int[contextCount + 1];
        foreach (var pair in sorted) starts[pair.Key.Context + 1]++;
        for (var context = 0; context < contextCount; context++) starts[context + 1] += starts[context];
        return new NextCounts(starts, [.. sorted.Select(pair => pair.Key.Next)], [.. sorted.Select(pair => pair.Value)]);
    }

    public long Total(int context) => _totals[context];

    public ReadOnlySpan<int> Items(int context) => _items.AsSpan(_starts[context].._starts[context + 1]);

    public ReadOnlySpan<int> Counts(int context) => _counts.AsSpan(_starts[context].._starts[context + 1]);

    /// <summary>How often the item came next.</summary>
    public int Count(int context, int item)
    {
        var at = Items(context).BinarySearch(item);
        return at < 0 ? 0 : Counts(context)[at];
    }

    public void Write(StrictJsonWriter writer)
    {
        writer.Numbers("starts", Array.ConvertAll(_starts, value => (double)value));
        writer.Numbers("items", Array.ConvertAll(_items, value => (double)value));
        writer.Numbers("counts", Array.ConvertAll(_counts, value => (double)value));
    }

    public static NextCounts Read(StrictJsonReader reader, int contextCount, int itemCount)
    {
        var starts = WholeNumbers.Read(reader, "starts", 0, int.MaxValue);
        var items = WholeNumbers.Read(reader, "items", 0, itemCount - 1);
        var counts = WholeNumbers.Read(reader, "counts", 1, int.MaxValue);
        reader.Require(starts.Length == contextCount + 1 && starts[0] == 0 && starts[^1] == items.Length, "starts", $"{contextCount + 1} numbers from 0 to the number of items");
        reader.Require(counts.Length == items.Length, "counts", $"{items.Length} numbers, one an item");
        for (var context = 0; context < contextCount; context++)
        {
            reader.Require(starts[context] <= starts[context + 1], "starts", "numbers that do not fall");
            for (var at = starts[context] + 1; at < starts[context + 1]; at++) reader.Require(items[at - 1] < items[at], "items", "rising items within a context");
        }
        return new NextCounts(starts, items, counts);
    }
}
