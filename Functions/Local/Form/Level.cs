using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Form;

/// <summary>Risk level of a customer as the row says it: word, number, trend.</summary>
sealed record Level(string Word, string Style, decimal? Score, decimal? Trend)
{
    internal static readonly IReadOnlyList<string> Columns = ["ci_churnband", "ci_churnscore", "ci_churntrend", "ci_profilingstatus"];
    static readonly string[] s_styles = ["healthy", "watch", "risk", "critical", "lapsed"];
    const int FirstBand = 712340000;
    const int Objected = 712340002;
    const int Restricted = 712340003;

    public static Level Of(TableDefinition table, TableRow row)
    {
        var status = row["ci_profilingstatus"] as int?;
        if (status == Objected) return new Level("Not profiled", "none", null, null);
        if (status == Restricted) return new Level("Restricted", "none", null, null);
        if (row["ci_churnband"] is not int band) return new Level("No score", "none", null, null);
        var style = s_styles.ElementAtOrDefault(band - FirstBand) ?? "none";
        var word = table.Columns.TryGetValue("ci_churnband", out var column) ? FormattedValue.LabelOf(column, band) : null;
        return new Level(word ?? "Unknown", style, row["ci_churnscore"] as decimal?, row["ci_churntrend"] as decimal?);
    }

    public Html Chip() => Html.Of($"""<span class="chip {Style}"><span class="dot" aria-hidden="true"></span>{Word}{Number()}</span>""");

    Html Number() => Score is { } score ? Html.Of($""" <strong class="number">{Math.Round(score)}</strong>""") : Html.Empty;

    /// <summary>Arrow and words: colour never carries the meaning alone.</summary>
    public string TrendText() => Trend switch
    {
        null => "",
        >= 1 => $"\u25B2 up {Math.Round(Trend.Value)} in 30 days",
        <= -1 => $"\u25BC down {Math.Round(-Trend.Value)} in 30 days",
        _ => "\u25B6 steady",
    };
}
