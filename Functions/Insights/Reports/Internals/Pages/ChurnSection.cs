using System.Globalization;
using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Reports.Internals.Charts;

namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>The churn models: verdict, rivals, charts, drivers, windows, limits.</summary>
static class ChurnSection
{
    const string Title = "Churn";
    const int FewestDrawn = 20;                             // the share among fewer says next to nothing; the table has all

    public static ReportSection Of(ReportContent content)
    {
        if (content.ChurnFigures is not { } json) return new ReportSection("churn", Title, "There is no churn model yet: nobody has trained one.", []);

        var figures = ChurnFigures.Parse(json);
        return new ReportSection("churn", Title, Verdict(figures), [.. Parts(figures)]);
    }

    static string Verdict(ChurnFigures figures) => figures.Quality is { } quality && figures.Decision != nameof(Churn.GateDecision.Refused)
        ? $"{figures.Sentences[0]} Of 100 pairs of one customer who left and one who stayed, it gives the higher score to the one who left {Whole(100 * quality.Auc)} times; "
            + $"guessing would do so 50 times, the best simple rule {Whole(100 * figures.Baselines!.Max(rule => rule.Auc))} times."
        : figures.Sentences[0];

    static IEnumerable<Markup> Parts(ChurnFigures figures)
    {
        yield return ReportSection.List(figures.Sentences.Skip(1));
        if (figures.Model is { } model) yield return Identity(model);
        if (figures is { Baselines: { } rules, Quality: { } quality }) yield return Rules(rules, quality);
        if (figures.Contest is { Count: > 0 } contest) yield return Contest(contest);
        if (figures.Gain is { Count: > 0 } gain) yield return Markup.Join(Gain(gain));
        if (figures.Quality?.Reliability is { Count: > 0 }) yield return Markup.Join(Calibration(figures.Quality));
        if (figures.Drivers is { Count: > 0 } drivers) yield return Markup.Join(Drivers(drivers));
        yield return Markup.Join(Horizon(figures.Horizon));
        if (figures.Windows is { } windows) yield return Windows(windows);
        yield return Limits();
    }

    static Markup Identity(ModelFigures model) => ReportSection.Paragraph(
        $"Model {model.Version}: {(model.Algorithm == nameof(Churn.RiskFunctionKind.Regression) ? "logistic regression" : "boosted trees")}, trained on {Words.Date(model.TrainedOn)} "
        + $"on data from {Words.Date(model.DataFrom)} to {Words.Date(model.DataUntil)}.");

    static Markup Rules(IReadOnlyList<BaselineFigures> rules, QualityFigures quality) =>
        new ReportTable("The model and the simple rules on customers it had never seen, with 95 % intervals. AUC: pairs ordered rightly, 0.5 is guessing. Log-loss: lower is better.",
            ["Model or rule", "#AUC", "#Model better by", "#Log-loss", "#Model better by", "Beaten"]).Draw(
            [
                ["the model", $"{Four(quality.Auc)} ({Four(quality.AucLow)} to {Four(quality.AucHigh)})", "", Four(quality.LogLoss), "", ""],
                .. rules.Select(rule => (string[])[rule.Name, Four(rule.Auc), Interval(rule.AucImprovement), Four(rule.LogLoss), Interval(rule.LogLossImprovement), rule.Beaten ? "yes" : "no"]),
            ]);

    static Markup Contest(IReadOnlyList<DuelFigures> contest) =>
        new ReportTable("Models against the one that held the place, customer by customer. The place changes hands only where the whole interval is below zero.",
            ["Challenger", "Against", "#Its AUC", "#Its log-loss", "#Difference of log-loss (95 % interval)", "Takes the place"]).Draw(
            contest.Select(duel => (string[])[duel.Challenger, duel.Holder, Four(duel.ChallengerQuality.Auc), Four(duel.ChallengerQuality.LogLoss), Interval(duel.LogLossDifference), duel.IsWon ? "yes" : "no"]));

    static IEnumerable<Markup> Gain(IReadOnlyList<GainCurve> curves)
    {
        int[] shown = [1, 2, 4, 10];
        yield return ReportSection.Heading("Whom to call first");
        var first = curves[0];
        yield return new LineChart("gain", "Gain", $"Calling the 10 % of customers with the highest scores reaches {Words.Percent(first.Found[1])} of all who would leave, 20 % reach {Words.Percent(first.Found[3])}.",
            "Share of customers called, the highest scores first", "Share of leavers reached").Draw(
            [.. curves.Select(curve => new ChartLine(curve.Name, [(0, 0), .. curve.Found.Select((found, step) => ((step + 1) / (double)curve.Found.Count, found))])), new ChartLine("by chance", [(0, 0), (1, 1)])]);
        yield return new ReportTable("Share of all leavers reached", ["Picked by", .. shown.Select(step => $"#first {5 * step} %")]).Draw(
            curves.Select(curve => (string[])[curve.Name, .. shown.Select(step => Words.Percent(curve.Found[step - 1]))]));
    }

    static IEnumerable<Markup> Calibration(QualityFigures quality)
    {
        yield return ReportSection.Heading("Are the percentages right?");
        yield return new LineChart("calibration", "Calibration", $"Scores and what happened differ by {Words.Percent(quality.Ece)} on average. On the diagonal they agree.",
            "Score", "Share who left").Draw(
            [new ChartLine("the model", [.. quality.Reliability.Where(bin => bin.Count >= FewestDrawn).Select(bin => (bin.MeanPredicted, bin.ObservedShare))]), new ChartLine("perfect", [(0, 0), (1, 1)])]);
        yield return new ReportTable("Customers by score", ["Mean score", "#Customers", "#Left"]).Draw(
            quality.Reliability.Select(bin => (string[])[Words.Percent(bin.MeanPredicted), Count(bin.Count), Words.Percent(bin.ObservedShare)]));
    }

    static IEnumerable<Markup> Drivers(IReadOnlyList<DriverFigures> drivers)
    {
        yield return ReportSection.Heading("What moves the scores");
        yield return new BarChart("drivers", "Share of all points by reason").Draw([.. drivers.Select(driver => (driver.Topic, driver.Share, Words.Percent(driver.Share)))]);
        yield return new ReportTable("Share of customers who left, by quarters of the strongest measure of each reason. It goes along with leaving; whether it causes it is not known.",
            ["Reason", "Strongest measure", "#lowest values", "#second", "#third", "#highest values"]).Draw(
            drivers.Select(driver => (string[])[driver.Topic, driver.Meaning, .. Enumerable.Range(0, 4).Select(quarter => quarter < driver.Quarters.Count ? Words.Percent(driver.Quarters[quarter]) : "")]));
    }

    static IEnumerable<Markup> Horizon(HorizonFigures horizon)
    {
        yield return ReportSection.Heading("When a customer counts as lost");
        yield return ReportSection.Paragraph(horizon.Sentence);
        if (horizon.Curve.Count == 0) yield break;
        double longest = horizon.Curve.Max(point => point.Days);
        yield return new LineChart("gaps", "Gaps between orders", $"After {horizon.Days} days {Words.Percent(horizon.Curve.Last(point => point.Days <= Math.Max(horizon.Days, horizon.Curve[0].Days)).StillOpen)} of the gaps are still open.",
            "Days since an order", "Gaps still open")
        {
            LabelX = share => Whole(share * longest),
        }.Draw(
            [new ChartLine("gaps that last longer", [(0, 1), .. horizon.Curve.Select(point => (point.Days / Math.Max(1, longest), point.StillOpen))])]);
        yield return new ReportTable("Gaps between orders", ["Days", "#Gaps that last longer"]).Draw(
            horizon.Curve.Where((_, index) => index % 6 == 0).Select(point => (string[])[Count(point.Days), Words.Percent(point.StillOpen)]));
    }

    static Markup Windows(WindowFigures windows) =>
        new ReportTable("Data: each window asks about the time after its cutoff; none overlaps the test", ["Window", "Cutoffs", "#Customers", "#Left"]).Draw(
        [
            ["Training", Span(windows.Training), Count(windows.Training.Rows), Words.Percent(windows.Training.ChurnRate)],
            ["Calibration", Span(windows.Calibration), Count(windows.Calibration.Rows), Words.Percent(windows.Calibration.ChurnRate)],
            ["Test", Span(windows.Test), Count(windows.Test.Rows), Words.Percent(windows.Test.ChurnRate)],
        ]);

    static Markup Limits() => Markup.Join(
        ReportSection.Heading("Limits"),
        ReportSection.List(
            "The score speaks of the next order in time, not of why customers leave, nor of contracts.",
            "Customers who objected to profiling or are restricted were neither learned from nor tested on.",
            "A yearly buyer counts as lapsed for most of the year where customers in general order often."),
        ReportSection.Heading("What would change the verdict"),
        ReportSection.List(
            "A simple rule that catches up on a later window: then the gate warns or refuses.",
            "A break in how much is ordered, or in how many leave: then the model learns only from the time since, and confidence falls.",
            "Another model that is better beyond chance on a window none of them has seen: then it takes the place."));

    static string Span(WindowFigure window) => window.Cutoffs.Count == 1
        ? Words.Date(window.Cutoffs[0])
        : $"{window.Cutoffs.Count} from {Words.Date(window.Cutoffs[0])} to {Words.Date(window.Cutoffs[^1])}";

    static string Interval(SpanFigures span) => $"{Signed(span.Value)} ({Signed(span.Low)} to {Signed(span.High)})";

    static string Four(double value) => Words.Number(value, "0.0000");

    static string Signed(double value) => Words.Number(value, "+0.0000;-0.0000;0.0000");

    static string Whole(double value) => Words.Number(value, "0");

    static string Count(long count) => count.ToString("#,##0", CultureInfo.InvariantCulture);
}
