using System.Globalization;

namespace CrmInsights.Insights.Reports.Internals.Charts;

/// <summary>Horizontal bars, each with its name and its number.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What it is.</param>
sealed record BarChart(string Id, string Title)
{
    const int NameWidth = 310;
    const int BarWidth = 280;
    const int Line = 28;

    public Markup Draw(IReadOnlyList<(string Name, double Value, string Label)> bars)
    {
        var longest = Math.Max(1e-9, bars.Max(bar => bar.Value));
        var summary = string.Join(", ", bars.Select(bar => $"{bar.Name} {bar.Label}"));
        return Markup.Of(
            $"""
            <figure>
            <svg viewBox="0 0 {NameWidth + BarWidth + 90} {Line * bars.Count}" role="img" aria-labelledby="{Id}-title {Id}-desc">
            <title id="{Id}-title">{Title}</title>
            <desc id="{Id}-desc">{summary}</desc>
            {Markup.Join(bars.Select((bar, index) => Bar(bar, index, longest)))}
            </svg>
            <figcaption>{Title}</figcaption>
            </figure>

            """);
    }

    static Markup Bar((string Name, double Value, string Label) bar, int index, double longest)
    {
        var width = (BarWidth * Math.Max(0, bar.Value) / longest).ToString("0.#", CultureInfo.InvariantCulture);
        var y = Line * index;
        return Markup.Of(
            $"""
            <text x="{NameWidth - 8}" y="{y + 14}" dy="4" text-anchor="end">{Short(bar.Name)}</text>
            <rect class="bar" x="{NameWidth}" y="{y + 4}" width="{width}" height="{Line - 8}" />
            <text x="{NameWidth + BarWidth + 84}" y="{y + 14}" dy="4" text-anchor="end">{bar.Label}</text>

            """);
    }

    static string Short(string name) => name.Length <= 44 ? name : string.Concat(name.AsSpan(0, 41).TrimEnd(), "...");
}
