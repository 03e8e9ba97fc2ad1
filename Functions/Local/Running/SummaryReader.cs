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

    DateTime _began;

    /// <summary>What is written from now on counts as written by this run.</summary>
    public void Start()
    {
        // Dataverse keeps whole seconds.
        var now = stack.Clock.GetUtcNow().UtcDateTime;
        _began = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }

    public async Task<RunSummary> ReadAsync(AppHealth health, double importSeconds, CancellationToken cancellation)
    {
        var customers = await CustomersAsync(cancellation);
        return new RunSummary
        {
            Accounts = customers.Count,
            Orders = health.Store.Orders,
            OrderLines = health.Store.OrderLines,
            Revenue = health.Store.Revenue,
            OptedOut = customers.Count(row => IsOptedOut(row)),
            Scored = customers.Count(row => !IsOptedOut(row) && row["ci_churnband"] is not null),
            Abstained = customers.Count(row => !IsOptedOut(row) && row["ci_churnband"] is null),
            Written = customers.Count(row => row["ci_insightson"] is DateTime written && written >= _began),
            Tasks = await CountAsync("task", cancellation),
            Seconds = Seconds(importSeconds, health.LastRun?.Details),
            PeakMegabytes = Math.Round(PeakMegabytes(), 1),
            Models = [.. (await RowsAsync("ci_model", ["ci_kind", "ci_version", "ci_stage", "ci_metrics"], cancellation)).Select(Model)],
            Segments = await SegmentsAsync(customers, cancellation),
            Rules = await CountAsync("ci_associationrule", cancellation),
            Rejected = File.Exists(state.RejectedFile) ? File.ReadLines(state.RejectedFile).LongCount() - 1 : 0,
            Sentences = Sentences(health.LastRun?.Details),
        };
    }

    static bool IsOptedOut(TableRow row) => row["ci_profilingstatus"] is Objected or Restricted;

    async Task<IReadOnlyList<TableRow>> CustomersAsync(CancellationToken cancellation)
    {
        string[] columns = ["ci_profilingstatus", "ci_churnband", "ci_insightson", "ci_segmentid"];
        return [.. await RowsAsync("account", columns, cancellation), .. await RowsAsync("contact", columns, cancellation)];
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
            row["ci_metrics"] is string { Length: > 0 } json ? JsonSerializer.Deserialize<JsonElement>(json) : null);
    }

    async Task<long> CountAsync(string table, CancellationToken cancellation) => (await RowsAsync(table, [], cancellation)).Count;

    /// <summary>All rows of a table; none where the organisation has no such table.</summary>
    async Task<IReadOnlyList<TableRow>> RowsAsync(string table, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        if (!stack.Dataverse.Tables.TryGetValue(table, out var definition)) return [];
        var rows = new List<TableRow>();
        while (true)
        {
            var query = new RowQuery(table) { Columns = columns, Order = [new RowOrder(ColumnPath.Of(definition.PrimaryKey), false)], Top = PageSize, Skip = rows.Count };
            var page = await stack.Dataverse.ReadAsync(stack.Administrator, session => session.Query(query), cancellation);
            rows.AddRange(page.Rows);
            if (!page.More) return rows;
        }
    }

    static RunSummary.StageSeconds Seconds(double import, JsonElement? details)
    {
        double? Of(string stage) =>
            Find(Find(details, "seconds"), stage) is { ValueKind: JsonValueKind.Number } value ? Math.Round(value.GetDouble(), 2) : null;
        return new RunSummary.StageSeconds(Math.Round(import, 2), Of("features"), Of("train") is { } train ? Math.Round(train - (Of("features") ?? 0), 2) : null, Of("score"), Of("write"))
        {
            Collect = Of("collect"),
            Finish = Of("finish"),
        };
    }

    static IReadOnlyList<string> Sentences(JsonElement? details) =>
        Find(details, "notes") is { ValueKind: JsonValueKind.Array } notes ? [.. notes.EnumerateArray().Select(note => note.ToString())] : [];

    static JsonElement? Find(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value) ? value : null;

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
