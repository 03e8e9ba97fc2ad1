using System.Text;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Opens delimited text and sees from its first line what separates the fields.</summary>
static class DelimitedText
{
    static readonly char[] s_separators = [',', ';', '\t', '|'];

    /// <param name="stream">UTF-8. Where it cannot be read twice, commas are taken to separate.</param>
    public static DelimitedReader Open(Stream stream)
    {
        var separator = stream.CanSeek ? SeparatorOf(stream) : ',';
        var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
        return new DelimitedReader(separator == ' ' ? new BlankText(text) : text, separator);
    }

    /// <summary>Place of a column: by name in the header, or by number from 1 where there is none.</summary>
    public static int PlaceOf(DelimitedReader reader, string name, (bool HasHeader, string Expected) file)
    {
        if (file.HasHeader) return reader.PlaceOf(name, file.Expected);
        return int.TryParse(name, out var number) && number >= 1 && number <= reader.FieldCount
            ? number - 1
            : throw new InvalidDataException($"line 1: there is no column \"{name}\"; without a header a number from 1 to {reader.FieldCount} was expected.");
    }

    static char SeparatorOf(Stream stream)
    {
        var start = stream.Position;
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 12, leaveOpen: true);
        var line = text.ReadLine() ?? "";
        stream.Position = start;
        var separator = s_separators.MaxBy(one => line.Count(letter => letter == one));
        return !line.Contains(separator, StringComparison.Ordinal) && line.Trim().Contains(' ', StringComparison.Ordinal) ? ' ' : separator;
    }
}
