using System.Security.Cryptography;
using System.Text;
using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Dataverse;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Keeps new models on the shelf, shows all of them as rows of ci_model, and makes one the one that scores.</summary>
sealed class ModelRows(InsightStore store, IDataverse dataverse)
{
    const int LongestVerdict = 2000;
    const int LongestMetrics = 100_000;
    const int LongestReport = 1_048_576;
    const int ChallengerChoice = 712340000;
    const int ChampionChoice = 712340001;
    const int RetiredChoice = 712340002;

    /// <summary>Keeps the models of a kind, promotes the champion among them and retires those that were there before.</summary>
    public async Task SettleAsync(string kind, IReadOnlyList<ModelEntry> entries, CancellationToken cancellation)
    {
        var champion = entries.Single(entry => entry.IsChampion).Model;
        var former = (await store.Models.ListAsync(kind, cancellation))
            .Where(stored => stored.Stage != "retired" && entries.All(entry => entry.Model.Version != stored.Version)).ToList();
        foreach (var entry in entries) await store.Models.SaveAsync(entry.Model, cancellation);
        // The rows first: they may be written again, while after the promotion a repeated stage no longer knows the former champion.
        await ShowAsync(entries, former, cancellation);
        await store.Models.PromoteAsync(kind, champion.Version, cancellation);
        foreach (var stored in former) await store.Models.DiscardAsync(kind, stored.Version, cancellation);
    }

    /// <summary>Puts a report on the rows of the models that score; one that is too long for the column stays with the app alone.</summary>
    public async Task ShowReportAsync(string report, CancellationToken cancellation)
    {
        if (report.Length > LongestReport) return;
        var rows = new List<RowWrite>();
        foreach (var kind in (string[])[Champion.Kind, ProfileModels.Kind])
            if ((await store.Models.ListAsync(kind, cancellation)).FirstOrDefault(model => model.Stage == "champion") is { } champion)
                rows.Add(new(Reference(champion), new Dictionary<string, object?> { ["ci_name"] = NameOf(champion), ["ci_report"] = report }));
        if (rows.Count > 0) await WriteAsync(rows, cancellation);
    }

    async Task ShowAsync(IReadOnlyList<ModelEntry> entries, IReadOnlyList<StoredModel> former, CancellationToken cancellation)
    {
        List<RowWrite> rows =
        [
            .. entries.Select(entry => new RowWrite(Reference(entry.Model), Columns(entry))),
            .. former.Select(stored => new RowWrite(Reference(stored), new Dictionary<string, object?> { ["ci_name"] = NameOf(stored), ["ci_stage"] = RetiredChoice })),
        ];
        await WriteAsync(rows, cancellation);
    }

    async Task WriteAsync(IReadOnlyList<RowWrite> rows, CancellationToken cancellation)
    {
        var written = await dataverse.WriteAsync(new WriteRequest(DataverseTable.Model, WriteKind.Upsert, rows), cancellation);
        if (written.Outcomes.OfType<RowOutcome.Rejected>().FirstOrDefault() is { } refused)
            throw new InvalidDataException($"A row of ci_model was refused: {refused.Message}");
    }

    static Dictionary<string, object?> Columns(ModelEntry entry) => new()
    {
        ["ci_name"] = NameOf(entry.Model),
        ["ci_kind"] = entry.Model.Kind,
        ["ci_version"] = entry.Model.Version,
        ["ci_stage"] = entry.IsChampion ? ChampionChoice : ChallengerChoice,
        ["ci_trainedon"] = entry.Model.TrainedOn,
        ["ci_metrics"] = entry.Model.QualityJson.Length <= LongestMetrics ? entry.Model.QualityJson : null,
        ["ci_verdict"] = Shorten(string.Join(' ', entry.Verdict)),
    };

    static string NameOf(StoredModel model) => $"{model.Kind} {model.Version}";

    // The key of the row follows from the version, so that a repeated stage finds its row again.
    static RowReference Reference(StoredModel model) =>
        RowReference.ById(DataverseTable.Model, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{model.Kind} {model.Version}")).AsSpan(0, 16)));

    static string Shorten(string text) => text.Length <= LongestVerdict ? text : text[..(LongestVerdict - 3)] + "...";
}
