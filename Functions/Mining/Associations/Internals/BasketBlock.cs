using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using CrmInsights.Mining.Data.Internals;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Baskets of whole numbers in one block of text. Blocks are taken apart at the same time and put together in their order.</summary>
sealed class BasketBlock
{
    public const int HighestItem = 100_000_000;
    const int LettersAtOnce = 8;
    const ulong BlanksOnly = 0x1010101010101010;            // eight blanks as Take sees them

    int[] _items = [];
    int[] _ends = [];
    int _itemEnd;
    int _lineEnd;

    public TextBlock Text { get; } = new();

    /// <summary>Items of all baskets, rising within each.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _itemEnd);

    /// <summary>Where each basket ends among the items.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, _lineEnd);

    /// <summary>What is wrong with the first line that does not fit, or null.</summary>
    public InvalidDataException? Failure { get; private set; }

    public void TakeNumbers()
    {
        (_itemEnd, _lineEnd, Failure) = (0, 0, null);
        if (_items.Length < Text.Length) _items = new int[Text.Length];
        if (_ends.Length < Text.LineCount) _ends = new int[Text.LineCount * 2];
        var wrong = Take(Text.Padded, Text.Length);
        if (wrong >= 0) Failure = ErrorAt(wrong);
    }

    /// <summary>Takes all lines; returns the place of the first letter that does not fit, or -1.</summary>
    // Optimised at once: a file is read in one call, half of which would be over before the tiers notice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Take(ReadOnlySpan<byte> text, int length)
    {
        var items = _items;
        var (start, end, before, isRising) = (0, 0, -1, true);
        for (var at = 0; at < length; at++)
        {
            // Eight letters at once: a digit becomes 0 to 9, and the first byte above that ends the number.
            var letters = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]) ^ 0x3030303030303030;
            var others = (letters | (letters + 0x7676767676767676)) & 0x8080808080808080;
            var digits = BitOperations.TrailingZeroCount(others) >> 3;
            if (digits > 0)
            {
                var item = digits < LettersAtOnce ? NumberOf(letters << (64 - 8 * digits)) : LongNumberAt(text, at, ref digits);
                if (item > HighestItem) return at;
                isRising &= item > before;
                items[end++] = before = item;
                at += digits;
            }
            else if (letters == BlanksOnly)
            {
                at += LettersAtOnce - 1;
                continue;
            }
            if (text[at] is (byte)' ') continue;
            if (text[at] == '\n')
            {
                if (!isRising) end = start + TransactionsBuilder.SortUnique(items.AsSpan(start, end - start));
                _ends[_lineEnd++] = start = end;
                (before, isRising) = (-1, true);
            }
            else if (text[at] != '\t' && !(text[at] == '\r' && text[at + 1] == '\n'))
            {
                return at;
            }
        }
        _itemEnd = end;
        return -1;
    }

    /// <summary>The number of up to eight digits; the last is the highest byte, and zeros fill up.</summary>
    static int NumberOf(ulong digits)
    {
        digits = digits * 10 + (digits >> 8);
        return (int)(((digits & 0x000000FF000000FF) * 0x000F424000000064 + ((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >> 32);
    }

    /// <summary>A number of eight digits or more; leading zeros do not count.</summary>
    static int LongNumberAt(ReadOnlySpan<byte> text, int at, ref int digits)
    {
        var number = 0L;
        // At most up to the end of the line, which is no digit.
        for (digits = 0; text[at + digits] - '0' is >= 0 and <= 9 and var digit; digits++) number = Math.Min(number * 10 + digit, int.MaxValue);
        return (int)number;
    }

    InvalidDataException ErrorAt(int place)
    {
        var before = Text.Text[..place];
        var start = before.LastIndexOf((byte)'\n') + 1;
        var line = Text.Text[start..];
        line = line[..line.IndexOf((byte)'\n')];
        var found = line[(place - start)..];
        var what = found[0] switch
        {
            >= (byte)'0' and <= (byte)'9' => $"an item above {HighestItem}",
            < (byte)' ' => $"the control character 0x{found[0]:X2}, not whole numbers separated by blanks",
            _ => $"'{Encoding.UTF8.GetString(found[..Math.Min(40, found.Length)].TrimEnd((byte)'\r'))}', not whole numbers separated by blanks",
        };
        return new InvalidDataException($"Baskets, line {Text.FirstLine + before.Count((byte)'\n')}, column {place - start + 1}: found {what}.");
    }
}
