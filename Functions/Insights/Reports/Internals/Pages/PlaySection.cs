using System.Globalization;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Plays;

namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>What staff do and what it changes.</summary>
static class PlaySection
{
    const string Title = "Plays";

    public static ReportSection Of(ReportContent content)
    {
        var used = content.Plays.Where(play => play.Started + play.HeldOut > 0).ToList();
        if (used.Count == 0) return new ReportSection("plays", Title, "No play has been started yet, so there is nothing to tell of what staff do and what it changes.", [.. Ending()]);
        var told = used.Where(play => play.Difference is not null).ToList();
        return new ReportSection("plays", Title, told.Count == 0
            ? $"Too few to say what the plays change: a difference needs {PlayEffect.FewestFollowed} customers with a play and as many held out."
            : string.Join(" ", told.Select(play => $"{Words.Name(play.Name)}: {play.Verdict}")), [.. Parts(content.Plays), .. Ending()]);
    }

    static IEnumerable<Markup> Parts(IReadOnlyList<PlayEffect> plays)
    {
        yield return new ReportTable("What was done", ["Play", "#Started", "#With outcome", "#Held out", "#Skipped", "#Failed", "#Amount"]).Draw(plays.Select(play => (string[])
        [
            play.Name, Count(play.Started), Count(play.Done), Count(play.HeldOut), Count(play.Skipped), Count(play.Failed), play.OutcomeBase.ToString("#,##0", CultureInfo.InvariantCulture),
        ]));
        yield return new ReportTable($"What it changed: ordered again within {plays[0].FollowDays} days, or left", ["Play", "#Kept with it", "#Left with it", "#Kept without", "#Left without", "#Difference in points", "Verdict"])
            .Draw(plays.Select(play => (string[])[play.Name, Kept(play.With), Left(play.With), Kept(play.Without), Left(play.Without), Difference(play), play.Verdict]));
        if (plays.Any(play => play.Outcomes.Count > 0))
            yield return new ReportTable("Outcomes that were recorded", ["Play", "Outcome", "#Times"]).Draw(
                plays.SelectMany(play => play.Outcomes.OrderBy(outcome => outcome.Key).Select(outcome => (string[])[play.Name, PlayEffect.NameOf(outcome.Key), Count(outcome.Value)])));
    }

    static IEnumerable<Markup> Ending()
    {
        yield return ReportSection.Heading("Limits");
        yield return ReportSection.List(
            "Only those held out show what would have happened anyway; outcomes that staff record do not.",
            "A customer counts once a play, from the first time it came up, and only when the time of following is over.",
            "Where capacity or consent kept some from it, the others were chosen, not drawn: the two groups are then not quite alike.");
        yield return ReportSection.Heading("What would change the verdict");
        yield return ReportSection.List("More customers with the play and held out, followed to the end.");
    }

    static string Difference(PlayEffect play) => play.Difference is { } difference
        ? $"{PlayEffect.Points(difference.Value)} ({PlayEffect.Points(difference.Low)} to {PlayEffect.Points(difference.High)})" : "too few to say";

    static string Kept(Share share) => $"{Count(share.Hits)} of {Count(share.Count)}";

    static string Left(Share share) => Count(share.Count - share.Hits);

    static string Count(int count) => count.ToString("#,##0", CultureInfo.InvariantCulture);
}
