using System.Globalization;

namespace CrmInsights.Insights.Internals;

/// <summary>How numbers, dates and names look in sentences.</summary>
static class Words
{
    const int LongestName = 60;

    /// <summary>A share in whole percent: <c>61 %</c>; one that is not nothing is never shown as 0.</summary>
    public static string Percent(double share) => share is > 0 and < 0.01 ? "less than 1 %" : $"{Number(Math.Round(100 * share), "0")} %";

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A name that came from data, cut where it is too long for a sentence.</summary>
    public static string Name(string name) => name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 3).TrimEnd(), "...");

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
}
