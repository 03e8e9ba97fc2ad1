namespace CrmInsights.Mining.Trees.Internals;

/// <summary>The lines of a model file, with the number of the present one.</summary>
sealed class LightGbmLines(string text)
{
    int _place;
    int _number;

    public string? Next()
    {
        if (_place >= text.Length) return null;
        var end = text.IndexOf('\n', _place);
        if (end < 0) end = text.Length;
        var line = text[_place..end].TrimEnd('\r');
        _place = end + 1;
        _number++;
        return line;
    }

    public string? NextFilled()
    {
        var line = Next();
        while (line is { Length: 0 }) line = Next();
        return line;
    }

    /// <summary>The key=value lines up to the next empty line.</summary>
    public LightGbmBlock ReadBlock()
    {
        var first = _number + 1;
        var values = new Dictionary<string, (string Value, int Line)>(StringComparer.Ordinal);
        for (var line = Next(); line is { Length: > 0 }; line = Next())
        {
            var equals = line.IndexOf('=');
            var key = equals < 0 ? line : line[..equals];
            if (!values.TryAdd(key, (equals < 0 ? "" : line[(equals + 1)..], _number))) throw Error($"'{Cut(key)}' stands twice");
        }
        return new LightGbmBlock(values, first);
    }

    public InvalidDataException Error(string what) => new($"LightGBM model, line {_number}: {what}.");

    public static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
