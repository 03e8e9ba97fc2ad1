namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>A table; the first column names the row, the columns of numbers are aligned right.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Headers">One a column; a header that begins with # stands over numbers.</param>
sealed record ReportTable(string Caption, IReadOnlyList<string> Headers)
{
    const char NumberMark = '#';

    public Markup Draw(IEnumerable<IReadOnlyList<string>> rows) => Markup.Of(
        $"""
        <div class="scroll" tabindex="0" role="region" aria-label="{Caption}"><table>
        <caption>{Caption}</caption>
        <thead><tr>{Markup.Join(Headers.Select(header => Markup.Of($"<th scope=\"col\"{Align(header)}>{header.TrimStart(NumberMark)}</th>")))}</tr></thead>
        <tbody>{Markup.Join(rows.Select(Row))}</tbody>
        </table></div>

        """);

    Markup Row(IReadOnlyList<string> cells) => Markup.Of(
        $"<tr><th scope=\"row\">{cells[0]}</th>{Markup.Join(cells.Skip(1).Select((cell, index) => Markup.Of($"<td{Align(Headers[index + 1])}>{cell}</td>")))}</tr>\n");

    static Markup Align(string header) => header.StartsWith(NumberMark) ? new Markup(" class=\"number\"") : Markup.Empty;
}
