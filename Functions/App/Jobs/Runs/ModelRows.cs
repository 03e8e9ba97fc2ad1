using System.Security.Cryptography;
using System.Text;
using CrmInsights.Dataverse;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Keeps a new model on the shelf, shows it as a row of ci_model, and makes it the one that scores.</summary>
sealed class ModelRows(InsightStore store, IDataverse dataverse)
{
    const int LongestVerdict = 2000;
    const int LongestMetrics = 100_000;
    const int ChampionChoice = 712340001;
    const int RetiredChoice = 712340002;

    public async Task PromoteAsync(StoredModel model, IReadOnlyList<string> verdict, CancellationToken cancellation)
    {
        var former = (await store.Models.ListAsync(model.Kind, cancellation)).FirstOrDefault(stored => stored.Stage == "champion" && stored.Version != model.Version);
        await store.Models.SaveAsync(model, cancellation);
        // The rows first: they may be written again, while after the promotion a repeated stage no longer knows the former champion.
        await ShowAsync(model, verdict, former, cancellation);
        await store.Models.PromoteAsync(model.Kind, model.Version, cancellation);
    }

    async Task ShowAsync(StoredModel model, IReadOnlyList<string> verdict, StoredModel? former, CancellationToken cancellation)
    {
        List<RowWrite> rows = [new(Reference(model), new Dictionary<string, object?>
        {
            ["ci_name"] = $"{model.Kind} {model.Version}",
            ["ci_kind"] = model.Kind,
            ["ci_version"] = model.Version,
            ["ci_stage"] = ChampionChoice,
            ["ci_trainedon"] = model.TrainedOn,
            ["ci_metrics"] = model.QualityJson.Length <= LongestMetrics ? model.QualityJson : null,
            ["ci_verdict"] = Shorten(string.Join(' ', verdict)),
        })];
        if (former is not null) rows.Add(new(Reference(former), new Dictionary<string, object?>
        {
            ["ci_name"] = $"{former.Kind} {former.Version}",
            ["ci_stage"] = RetiredChoice,
        }));
        var written = await dataverse.WriteAsync(new WriteRequest(DataverseTable.Model, WriteKind.Upsert, rows), cancellation);
        if (written.Outcomes.OfType<RowOutcome.Rejected>().FirstOrDefault() is { } refused)
            throw new InvalidDataException($"The row of model {model.Version} in ci_model was refused: {refused.Message}");
    }

    // The key of the row follows from the version, so that a repeated stage finds its row again.
    static RowReference Reference(StoredModel model) =>
        RowReference.ById(DataverseTable.Model, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{model.Kind} {model.Version}")).AsSpan(0, 16)));

    static string Shorten(string text) => text.Length <= LongestVerdict ? text : text[..(LongestVerdict - 3)] + "...";
}
