using System.Globalization;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Associations.Internals;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads which group each item belongs to, from delimited text with the columns item and group. A group can be an item of a line of its own.</summary>
public static class HierarchyReader
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">UTF-8 text with a header.</param>
    /// <param name="names">Names of the items of the baskets by code; null where items are numbers, and groups are, too.</param>
    /// <exception cref="InvalidDataException">A column is missing, an item has two groups or is above itself, or a number was expected; names the line.</exception>
    public static ItemHierarchy Read(Stream stream, IReadOnlyList<string>? names)
    {
        var reader = DelimitedText.Open(stream);
        if (!reader.Read()) throw new InvalidDataException("line 1: the file is empty; a header with item and group was expected.");
        var (item, group, fields) = (reader.PlaceOf("item", "a hierarchy needs item and group"), reader.PlaceOf("group", "a hierarchy needs item and group"), reader.FieldCount);
        var coding = names is null ? null : Numbered(names);
        var groups = new Dictionary<int, int>();
        while (reader.Read())
        {
            if (reader.FieldCount != fields) throw new InvalidDataException($"line {reader.Line}: found {reader.FieldCount} fields; the header names {fields} columns.");
            var (below, above) = (CodeOf(reader, item, coding), CodeOf(reader, group, coding));
            if (!groups.TryAdd(below, above) && groups[below] != above) throw new InvalidDataException($"line {reader.Line}: '{reader.Field(item).Trim()}' has another group already; one was expected.");
        }
        return Hierarchy(groups, coding?.Names);
    }

    static Numbering Numbered(IReadOnlyList<string> names)
    {
        var coding = new Numbering();
        foreach (var name in names) coding.Of(name);
        return coding;
    }

    static int CodeOf(DelimitedReader reader, int place, Numbering? coding)
    {
        var text = reader.Field(place).Trim();
        if (text.IsEmpty) throw new InvalidDataException($"line {reader.Line}: a name is missing; an item and its group were expected.");
        if (coding is not null) return coding.Of(text);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= BasketBlock.HighestItem
            ? code
            : throw new InvalidDataException($"line {reader.Line}: found '{text}'; a number from 0 to {BasketBlock.HighestItem} was expected, because the baskets hold numbers.");
    }

    static ItemHierarchy Hierarchy(Dictionary<int, int> groups, IReadOnlyList<string>? names)
    {
        var parents = new int[groups.Count == 0 ? 0 : groups.Max(pair => Math.Max(pair.Key, pair.Value)) + 1];
        Array.Fill(parents, -1);
        foreach (var (below, above) in groups) parents[below] = above;
        try
        {
            return new ItemHierarchy(parents) { Names = names };
        }
        catch (ArgumentException circle)
        {
            throw new InvalidDataException(circle.Message, circle);
        }
    }
}
