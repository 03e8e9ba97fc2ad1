using System.Globalization;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Reports;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Form;

/// <summary>Draws the column ci_insights as a card a rep can read aloud: level word, number, why, how sure, how fresh.</summary>
sealed class CardView(FormSite site)
{
    const int Objected = 712340002;
    const int Restricted = 712340003;

    public Html Draw(IOrganizationSession session, TableRow row)
    {
        switch (row["ci_profilingstatus"] as int?)
        {
            case Objected: return Message("This customer has objected to profiling.", "No score is calculated, and none is kept.");
            case Restricted: return Message("Processing of this customer's data is restricted.", "The data are kept; no score is calculated or acted upon.");
        }
        if (row[CustomerPage.CardColumn] is not string { Length: > 0 } json)
            return site.Board.Now.Step.Length > 0
                ? Message("No score yet.", "The first scores are being calculated; this card fills by itself.")
                : Message("No score yet.", "The score follows with the next event or the next nightly run.");
        try
        {
            return Draw(session, row, InsightsJson.Read(json));
        }
        catch (InvalidDataException damaged)
        {
            return Html.Of($"""<div class="insights" data-state="error"><p class="error">The insights of this customer cannot be read.</p><p class="secondary">{damaged.Message} Saving any order, or the next nightly run, writes them again.</p></div>""");
        }
    }

    static Html Message(string heading, string text) =>
        Html.Of($"""<div class="insights" data-state="none"><p><strong>{heading}</strong></p><p class="secondary">{text}</p></div>""");

    Html Draw(IOrganizationSession session, TableRow row, InsightsCard card)
    {
        var body = card.Churn switch
        {
            { Abstained: { } abstained } => Html.Of($"""<p><strong>Not enough to say.</strong> {abstained.Text}</p>"""),
            { Band: ChurnBand.Lapsed } lapsed => Lapsed(lapsed),
            var scored => Scored(scored, Level.Of(site.Organization.Tables[row.Table], row)),
        };
        return Html.Of($"""
            <section class="insights" data-state="{State(card.Churn)}" aria-label="Customer insights">
            {body}{History(card.History)}{Quality(card)}{Freshness(session, row)}
            </section>
            """);
    }

    static string State(ChurnAssessment churn) => churn.Abstained is not null ? "abstained" : churn.Band == ChurnBand.Lapsed ? "lapsed" : "scored";

    static Html Lapsed(ChurnAssessment churn) => Html.Of($"""
        <p class="level lapsed">{ChurnBand.Lapsed.Word()}</p><p>Nothing left to keep: this is a customer to win back.</p>
        <ul class="reasons">{Html.Join(churn.Reasons.Select(Reason))}</ul>
        """);

    static Html Scored(ChurnAssessment churn, Level level)
    {
        var word = churn.Band?.Word() ?? level.Word;
        return Html.Of($"""
            <div class="top"><span class="level {level.Style}">{word} <span class="number" id="score">{churn.Score}</span></span><span>{level.TrendText()}</span></div>
            <svg class="meter {level.Style}" role="meter" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{churn.Score}" aria-valuetext="{churn.Score} of 100, {word}" aria-label="Churn risk" viewBox="0 0 100 8" preserveAspectRatio="none"><rect width="{churn.Score}" height="8"/></svg>
            <p class="secondary">Chance in percent that no order comes before the horizon ends.</p>
            <h3>Why</h3>
            <ul class="reasons">{Html.Join(churn.Reasons.Select(Reason))}</ul>
            <p class="secondary" id="sum">{Sum(churn)}</p>
            {Sure(churn)}
            """);
    }

    static Html Reason(ChurnReason reason) => reason.Direction switch
    {
        Direction.RaisesRisk => Html.Of($"""<li><span class="up"><span aria-hidden="true">▲</span> raises risk</span><span>{reason.Text}</span><strong class="number">{Signed(reason.Points)}</strong></li>"""),
        Direction.LowersRisk => Html.Of($"""<li><span class="down"><span aria-hidden="true">▼</span> lowers risk</span><span>{reason.Text}</span><strong class="number">{Signed(reason.Points)}</strong></li>"""),
        _ => Html.Of($"""<li><span class="fact">fact</span><span>{reason.Text}</span><span></span></li>"""),
    };

    static string Sum(ChurnAssessment churn)
    {
        var reasons = churn.Reasons.Sum(reason => reason.Points);
        var other = churn.OtherPoints == 0 ? "" : $" · everything else {Signed(churn.OtherPoints)}";
        return $"Average customer {churn.Base} · these reasons {Signed(reasons)}{other} = {churn.Score}";
    }

    // A real minus sign: a screen reader reads a hyphen as nothing.
    static string Signed(int points) => points < 0 ? "\u2212" + (-points).ToString(CultureInfo.InvariantCulture) : "+" + points.ToString(CultureInfo.InvariantCulture);

    static Html Sure(ChurnAssessment churn) => churn.Confidence is not { } confidence ? Html.Empty
        : Html.Of($"<p>Sure? <strong>{confidence.Level}</strong>: {confidence.Reason}</p>");

    static Html History(IReadOnlyList<ScoreHistoryPoint> points)
    {
        if (points.Count < 2) return Html.Empty;
        var line = string.Join(' ', points.Select((point, index) => string.Create(CultureInfo.InvariantCulture,
            $"{100.0 * index / (points.Count - 1):0.#},{40 - (point.Score * 0.36):0.#}")));
        var words = $"Score from {Math.Round(points[0].Score)} on {points[0].Day:yyyy-MM-dd} to {Math.Round(points[^1].Score)} on {points[^1].Day:yyyy-MM-dd}";
        return Html.Of($"""<h3>Last {points.Count} months</h3><svg class="spark" role="img" aria-label="{words}" viewBox="0 0 100 44" preserveAspectRatio="none"><polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke"/></svg>""");
    }

    static Html Quality(InsightsCard card) => card.Quality.Findings.Count == 0 ? Html.Empty
        : Html.Of($"""<p class="secondary">Data quality {card.Quality.Score} of 100: {string.Join(", ", card.Quality.Findings)}</p>""");

    Html Freshness(IOrganizationSession session, TableRow row)
    {
        if (row["ci_insightson"] is not DateTime computed) return Html.Empty;
        var latest = LastRun(session) is { } run && run > computed ? run : computed;
        var age = site.Now - new DateTimeOffset(latest, TimeSpan.Zero);
        var text = FormattedValue.Moment(new DateTimeOffset(latest, TimeSpan.Zero));
        return age > TimeSpan.FromHours(24)
            ? Html.Of($"""<p class="stale">Out of date: updated {text} UTC, more than a day ago. Ask your admin whether the nightly run works.</p>""")
            : Html.Of($"""<p class="secondary" id="freshness">Updated {text} UTC</p>""");
    }

    // Unchanged customers are not written again, so the last run that succeeded says how fresh a value is.
    DateTime? LastRun(IOrganizationSession session)
    {
        if (!site.Organization.Tables.TryGetValue("ci_run", out var table) || !table.Columns.ContainsKey("ci_endedon")) return null;
        var runs = session.Query(new RowQuery("ci_run")
        {
            Columns = ["ci_endedon"],
            Filter = new RowFilter.And([
                new RowFilter.Compare(ColumnPath.Of("ci_status"), CompareOperator.Eq, SucceededStatus(table)),
                new RowFilter.Compare(ColumnPath.Of("ci_endedon"), CompareOperator.Ne, null)]),
            Order = [new RowOrder(ColumnPath.Of("ci_endedon"), true)],
            Top = 1,
        });
        return runs.Rows.Count > 0 ? runs.Rows[0]["ci_endedon"] as DateTime? : null;
    }

    static object SucceededStatus(TableDefinition table) =>
        table.Columns["ci_status"] is { Type: ColumnType.Choice } choice && choice.Options.FirstOrDefault(option => option.Label.StartsWith("Succeeded", StringComparison.OrdinalIgnoreCase)) is { } option
            ? option.Value
            : "succeeded";
}
