using System.Globalization;
using CrmInsights.Mining.Fuzzy;

namespace CrmInsights.Local.Mine.Inference;

/// <summary>Reads a membership function such as <c>triangle 0 30 60</c>.</summary>
static class SetText
{
    static readonly Dictionary<string, (string Numbers, Func<double[], FuzzySet> Make)> s_shapes = new()
    {
        ["triangle"] = ("left peak right", n => FuzzySet.Triangle(n[0], n[1], n[2])),
        ["trapezoid"] = ("left from to right", n => FuzzySet.Trapezoid(n[0], n[1], n[2], n[3])),
        ["rising"] = ("from to", n => FuzzySet.Triangle(n[0], n[1], double.PositiveInfinity)),
        ["falling"] = ("from to", n => FuzzySet.Triangle(double.NegativeInfinity, n[0], n[1])),
        ["gaussian"] = ("center width", n => FuzzySet.Gaussian(n[0], n[1])),
        ["sigmoid"] = ("slope middle", n => FuzzySet.Sigmoid(n[0], n[1])),
    };

    /// <exception cref="InvalidDataException">The text is no membership function; the message names the line.</exception>
    public static FuzzySet Read(string text, long line)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !s_shapes.TryGetValue(words[0], out var shape))
            throw new InvalidDataException($"line {line}: found the membership function \"{text}\"; expected one of {string.Join("; ", s_shapes.Select(known => $"{known.Key} {known.Value.Numbers}"))}.");
        if (words.Length - 1 != shape.Numbers.Split(' ').Length)
            throw new InvalidDataException($"line {line}: {words[0]} has {words.Length - 1} numbers; expected {words[0]} {shape.Numbers}.");
        try
        {
            return shape.Make([.. words.Skip(1).Select(word => Number(word, line))]);
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidDataException($"line {line}: \"{text}\": {wrong.Message.Split('\n')[0]}", wrong);
        }
    }

    /// <summary>A number; inf and -inf are feet that never come.</summary>
    public static double Number(string word, long line) => word switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => throw new InvalidDataException($"line {line}: found \"{word}\" where a number was expected, such as 12.5, -3 or inf."),
    };
}
