using System.Globalization;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>One block of key=value lines: the header or a tree.</summary>
sealed class LightGbmBlock(Dictionary<string, (string Value, int Line)> values, int firstLine)
{
    public bool Has(string key) => values.ContainsKey(key);

    public string Text(string key) => values.TryGetValue(key, out var found) ? found.Value : throw Error($"'{key}' is missing");

    public string TextOr(string key, string fallback) => values.TryGetValue(key, out var found) ? found.Value : fallback;

    public string[] Words(string key, int count)
    {
        var words = Text(key).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == count ? words : throw ErrorAt(key, $"{words.Length} values instead of {count}");
    }

    public int Int(string key, int least, int most) => Ints(key, 1, least, most)[0];

    public int IntOr(string key, int fallback) => Has(key) ? Int(key, int.MinValue, int.MaxValue) : fallback;

    public double DoubleOr(string key, double fallback) => Has(key) ? Doubles(key, 1)[0] : fallback;

    public int[] IntsOr(string key, int count) => Has(key) ? Ints(key, count, 0, int.MaxValue) : new int[count];

    public double[] DoublesOr(string key, int count) => Has(key) ? Doubles(key, count) : new double[count];

    public int[] Ints(string key, int count, int least, int most) => Parse(key, count, word =>
        int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value : throw ErrorAt(key, $"'{LightGbmLines.Cut(word)}' is not a whole number from {least} to {most}"));

    public uint[] UInts(string key, int count) => Parse(key, count, word =>
        uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : throw ErrorAt(key, $"'{LightGbmLines.Cut(word)}' is not an unsigned 32-bit number"));

    public double[] Doubles(string key, int count) => Parse(key, count, word =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value)
            ? value : throw ErrorAt(key, $"'{LightGbmLines.Cut(word)}' is not a number"));

    /// <summary>Where all but missing values go left, LightGBM writes an infinite threshold.</summary>
    public double[] Thresholds(string key, int count) => Parse(key, count, word =>
        word is "inf" ? double.PositiveInfinity
            : double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value : throw ErrorAt(key, $"'{LightGbmLines.Cut(word)}' is not a number"));

    T[] Parse<T>(string key, int count, Func<string, T> parse) =>
        count == 0 ? [] : Array.ConvertAll(Words(key, count), word => parse(word));

    public InvalidDataException Error(string what) => new($"LightGBM model, block from line {firstLine}: {what}.");

    InvalidDataException ErrorAt(string key, string what) => new($"LightGBM model, line {values[key].Line}, {key}: {what}.");
}
