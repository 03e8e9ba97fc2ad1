using System.Globalization;
using Spectre.Console;

namespace CrmInsights.Local.Running;

/// <summary>The summary of `run --once` for a person.</summary>
static class SummaryView
{
    public static void Show(RunSummary summary, string rejectedFile)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn(new TableColumn("how many").RightAligned());
        foreach (var (what, amount) in Rows(summary)) table.AddRow(Markup.Escape(what), Markup.Escape(amount));
        AnsiConsole.Write(table);
        if (summary.Rejected > 0) Console.Out.WriteLine($"Rows that were not imported, with reasons: {rejectedFile}");
    }

    static IEnumerable<(string, string)> Rows(RunSummary summary)
    {
        yield return ("Customers", Number(summary.Accounts));
        yield return ("Orders", Number(summary.Orders));
        yield return ("Order lines", Number(summary.OrderLines));
        yield return ("Revenue", summary.Revenue.ToString("N2", CultureInfo.InvariantCulture));
        yield return ("Scored", Number(summary.Scored));
        yield return ("Abstained", Number(summary.Abstained));
        yield return ("Opted out", Number(summary.OptedOut));
        yield return ("Written back", Number(summary.Written));
        yield return ("Rows rejected", Number(summary.Rejected));
        foreach (var model in summary.Models) yield return ($"Model {model.Kind} {model.Version}", model.Stage);
        foreach (var (stage, seconds) in Stages(summary.Seconds))
            if (seconds is not null) yield return ($"{stage} took", string.Create(CultureInfo.InvariantCulture, $"{seconds:N1} s"));
        yield return ("Memory at most", string.Create(CultureInfo.InvariantCulture, $"{summary.PeakMegabytes:N0} MB"));
    }

    static IEnumerable<(string, double?)> Stages(RunSummary.StageSeconds seconds) =>
        [("Import", seconds.Import), ("Features", seconds.Features), ("Training", seconds.Train), ("Scoring", seconds.Score), ("Writing", seconds.Write)];

    static string Number(long amount) => amount.ToString("N0", CultureInfo.InvariantCulture);
}
