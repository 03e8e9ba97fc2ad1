using System.Diagnostics;
using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Running;

/// <summary>Counts what stands in Dataverse and in the store after a run.</summary>
sealed class SummaryReader(LocalStack stack, StateFolder state)
{
    const int PageSize = 5000;
    const int Objected = 712340002;
    const int Restricted = 712340003;
    const double Megabyte = 1024 * 1024;

    static readonly string[] s_columns = ["ci_profilingstatus", "ci_churnband", "ci_churnscore", "ci_insights", "ci_insightson", "ci_segmentid"];

    Dictionary<Guid, int> _before = [];

    /// <summary>Notes what is on the rows now; what differs at the end was written by this run.</summary>
    public async Task StartAsync(CancellationToken cancellation) =>
        _before = (await CustomersAsync(cancellation)).ToDictionary(row => row.Id, Content);

    static int Content(TableRow row) => HashCode.Combine(row["ci_churnband"], row["ci_churnscore"], row["ci_insights"], row["ci_insightson"]);

    public async Task<RunSummary> ReadAsync(MinedState mined, double importSeconds, CancellationToken cancellation)
    {
        var customers = await CustomersAsync(cancellation);
        return new RunSummary
        {
            Accounts = customers.Count,
            Orders = mined.Health.Store.Orders,
            OrderLines = mined.Health.Store.OrderLines,
            Revenue = Math.Round(mined.Health.Store.Revenue, 2),
            OptedOut = customers.Count(row => IsOptedOut(row)),
            Scored = customers.Count(row => !IsOptedOut(row) && row["ci_churnband"] is not null),
            Abstained = customers.Count(row => !IsOptedOut(row) && row["ci_churnband"] is null),
            Written = customers.Count(IsWritten),
            Tasks = await CountAsync("task", cancellation) + await CountAsync("phonecall", cancellation) + await CountAsync("email", cancellation),
            Seconds = Seconds(importSeconds, mined.Run),
            PeakMegabytes = Math.Round(PeakMegabytes(), 1),
            Models = [.. (await RowsAsync("ci_model", ["ci_kind", "ci_version", "ci_stage", "ci_metrics"], cancellation)).Select(Model)],
            Segments = await SegmentsAsync(customers, cancellation),
            Rules = await CountAsync("ci_associationrule", cancellation),
            Rejected = File.Exists(state.RejectedFile) ? File.ReadLines(state.RejectedFile).LongCount() - 1 : 0,
        };
    }

    bool IsWritten(TableRow row) =>
        _before.TryGetValue(row.Id, out var before) ? before != Content(row) : row["ci_insightson"] is not null;

    static bool IsOptedOut(TableRow row) => row["ci_profilingstatus"] is Objected or Restricted;

    async Task<IReadOnlyList<TableRow>> CustomersAsync(CancellationToken cancellation)
    {
        return [.. await RowsAsync("account", s_columns, cancellation), .. await RowsAsync("contact", s_columns, cancellation)];
    }

    async Task<IReadOnlyList<RunSummary.SegmentSummary>> SegmentsAsync(IReadOnlyList<TableRow> customers, CancellationToken cancellation)
    {
        var counts = customers.Select(row => row["ci_segmentid"]).OfType<Lookup>().CountBy(segment => segment.Id).ToDictionary();
        return [.. (await RowsAsync("ci_segment", ["ci_name"], cancellation))
            .Select(row => new RunSummary.SegmentSummary(row["ci_name"] as string ?? "", counts.GetValueOrDefault(row.Id)))];
    }

    RunSummary.ModelSummary Model(TableRow row)
    {
        var stage = stack.Dataverse.Tables["ci_model"].Columns["ci_stage"].Options.FirstOrDefault(option => option.Value == row["ci_stage"] as int?)?.Label;
        return new RunSummary.ModelSummary(
            row["ci_kind"] as string ?? "", row["ci_version"] as string ?? "", stage?.ToLowerInvariant() ?? "",
            row["ci_metrics"] is string { Length: > 0 } json ? Figures(JsonSerializer.Deserialize<JsonElement>(json)) : null);
    }

    // The figures alone; the model's report has the rest.
    static Dictionary<string, JsonElement> Figures(JsonElement metrics) =>
        (metrics.TryGetProperty("quality", out var quality) ? quality : metrics).EnumerateObject()
            .Where(figure => figure.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String).ToDictionary(figure => figure.Name, figure => figure.Value);

    async Task<long> CountAsync(string table, CancellationToken cancellation) => (await RowsAsync(table, [], cancellation)).Count;

    /// <summary>All rows of a table; none where the organisation has no such table.</summary>
    async Task<IReadOnlyList<TableRow>> RowsAsync(string table, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        if (!stack.Dataverse.Tables.TryGetValue(table, out var definition)) return [];
        var rows = new List<TableRow>();
        while (true)
        {
            var query = new RowQuery(table) { Columns = [.. columns.Where(definition.Columns.ContainsKey)], Order = [new RowOrder(ColumnPath.Of(definition.PrimaryKey), false)], Top = PageSize, Skip = rows.Count };
            var page = await stack.Dataverse.ReadAsync(stack.Administrator, session => session.Query(query), cancellation);
            rows.AddRange(page.Rows);
            if (!page.More) return rows;
        }
    }

    // The app counts building features into training, and the models beside churn for themselves; here features and models stand apart.
    static RunSummary.StageSeconds Seconds(double import, MiningRun run)
    {
        double? Of(string stage) => run.Details.Seconds.TryGetValue(stage, out var seconds) ? Math.Round(seconds, 2) : null;
        var train = Of("train") is { } whole ? Math.Round(whole + (Of("profiles") ?? 0) - (Of("features") ?? 0), 2) : (double?)null;
        return new RunSummary.StageSeconds(Math.Round(import, 2), Of("features"), train, Of("score"), Of("write"))
        {
            Collect = Of("collect"),
            Finish = Of("finish"),
        };
    }

    double PeakMegabytes()
    {
        using var local = Process.GetCurrentProcess();
        var bytes = local.PeakWorkingSet64;
        if (stack.Functions.Status.HandlerProcessId is { } id)
        {
            using var handler = Process.GetProcessById(id);
            bytes += handler.PeakWorkingSet64;
        }
        return bytes / Megabyte;
    }
}
