using CrmInsights.Mining.Data.Internals;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>How a file spells its items, and which code each name has. It outlives a reading, so that a second one gives the same codes.</summary>
sealed class BasketCoding(BasketFormat format)
{
    readonly Numbering _items = new();

    public BasketFormat Format { get; private set; } = format;

    /// <summary>Names by code; null where items are numbers.</summary>
    public IReadOnlyList<string>? Names => Format == BasketFormat.Names ? _items.Names : null;

    public int CodeOf(ReadOnlySpan<char> name) => _items.Of(name);

    /// <summary>Settles the format by the first line that is not empty.</summary>
    public void Decide(TextBlock text)
    {
        if (Format != BasketFormat.Auto) return;
        foreach (var line in text.Lines)
        {
            if (line.IsEmpty) continue;
            Format = line.IndexOfAnyExcept("0123456789 \t"u8) < 0 ? BasketFormat.Fimi : BasketFormat.Names;
            return;
        }
    }
}
