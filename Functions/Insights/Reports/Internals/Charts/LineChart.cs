using System.Globalization;

namespace CrmInsights.Insights.Reports.Internals.Charts;

/// <summary>Curves between 0 and 100 % on both axes. Lines differ by dashes and are named in a legend, so that color is never needed.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What it is.</param>
/// <param name="Summary">What it says, for those who cannot see it.</param>
/// <param name="AxisX">What runs to the right.</param>
/// <param name="AxisY">What rises.</param>
sealed record LineChart(string Id, string Title, string Summary, string AxisX, string AxisY)
{
    const int Left = 56;
    const int Top = 12;
    const int Width = 520;
    const int Height = 300;
    const int LegendLine = 20;
    const int Steps = 5;

    /// <summary>Labels of the horizontal axis at its sixths, where it does not run from 0 to 100 %.</summary>
    public Func<double, string> LabelX { get; init; } = Percent;

    public Markup Draw(IReadOnlyList<ChartLine> lines)
    {
        var bottom = Top + Height + 56 + (LegendLine * lines.Count);
        return Markup.Of(
            $"""
            <figure>
            <svg viewBox="0 0 {Left + Width + 24} {bottom}" role="img" aria-labelledby="{Id}-title {Id}-desc">
            <title id="{Id}-title">{Title}</title>
            <desc id="{Id}-desc">{Summary}</desc>
            {Markup.Join(Enumerable.Range(0, Steps + 1).Select(step => Grid((double)step / Steps)))}
            <path class="axis" d="M{Left} {Top}V{Top + Height}H{Left + Width}" />
            <text x="{Left + (Width / 2)}" y="{Top + Height + 40}" text-anchor="middle">{AxisX}</text>
            <text x="14" y="{Top + (Height / 2)}" text-anchor="middle" transform="rotate(-90 14 {Top + (Height / 2)})">{AxisY}</text>
            {Markup.Join(lines.Select(Curve))}
            {Markup.Join(lines.Select(Legend))}
            </svg>
            <figcaption>{Title}. {Summary}</figcaption>
            </figure>

            """);
    }

    Markup Grid(double share) => Markup.Of(
        $"""
        <path class="grid" d="M{Left} {Y(share)}H{Left + Width}" />
        <text x="{Left - 6}" y="{Y(share)}" dy="4" text-anchor="end">{Percent(share)}</text>
        <text x="{X(share)}" y="{Top + Height + 18}" text-anchor="middle">{LabelX(share)}</text>

        """);

    static Markup Curve(ChartLine line, int index)
    {
        var points = string.Join(' ', line.Points.Select(point => $"{X(point.X)},{Y(point.Y)}"));
        return Markup.Of($"<polyline class=\"curve s{Math.Min(index, 4)}\" points=\"{points}\" />\n");
    }

    static Markup Legend(ChartLine line, int index)
    {
        var y = Top + Height + 60 + (LegendLine * index);
        return Markup.Of($"<path class=\"curve s{Math.Min(index, 4)}\" d=\"M{Left} {y}h40\" /><text x=\"{Left + 48}\" y=\"{y}\" dy=\"4\">{line.Name}</text>\n");
    }

    static string X(double share) => Number(Left + (Width * Math.Clamp(share, 0, 1)));

    static string Y(double share) => Number(Top + (Height * (1 - Math.Clamp(share, 0, 1))));

    static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}

/// <summary>One curve of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Points from left to right, both coordinates within 0 and 1.</param>
sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points);
