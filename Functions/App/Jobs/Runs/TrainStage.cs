using System.Security.Cryptography;
using System.Text;
using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Trains a challenger, lets the gate decide, and promotes it where it passed. The same data on the same day give the same version.</summary>
sealed class TrainStage(InsightStore store, IDataverse dataverse, Champion champion, ChurnSettings settings, Clocks clocks) : IStage
{
    const int LongestVerdict = 2000;
    const int LongestMetrics = 100_000;
    const int ChampionChoice = 712340001;
    const int RetiredChoice = 712340002;

    public string Name => "train";

    public async Task<StageResult> RunAsync(RunState state, CancellationToken cancellation)
    {
        var start = clocks.Wall.GetTimestamp();
        var customers = new List<CustomerHistory>();
        await foreach (var record in store.Customers.ReadAllAsync(null, cancellation)) customers.Add(CustomerMapper.ToHistory(record));

        // The start of the day: a second training without news must not move a score.
        var today = new DateTimeOffset(clocks.App.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var result = ChurnTrainer.Train(customers, today, settings, new RunContext(cancellation, MaxThreads: Environment.ProcessorCount));
        state.Seconds["features"] = (clocks.Wall.GetElapsedTime(start) - result.FitTime).TotalSeconds;
        state.Notes.RemoveAll(note => note.StartsWith("Churn", StringComparison.Ordinal));
        state.Notes.AddRange(result.Gate.Sentences.Select(sentence => (IsWarning(result.Gate, sentence) ? "Churn, warning: " : "Churn: ") + sentence));
        if (result.Model is { } model) await PromoteAsync(model, result, cancellation);
        await champion.NoteTrainedAsync(cancellation);
        return StageResult.Done();
    }

    static bool IsWarning(GateVerdict gate, string sentence) => gate.Decision == GateDecision.Refused || gate.Warnings.Contains(sentence);

    async Task PromoteAsync(ChurnModel model, ChurnTrainingResult result, CancellationToken cancellation)
    {
        var former = (await store.Models.ListAsync(Champion.Kind, cancellation)).FirstOrDefault(stored => stored.Stage == "champion" && stored.Version != model.Version);
        await store.Models.SaveAsync(new StoredModel
        {
            Kind = Champion.Kind,
            Version = model.Version,
            TrainedOn = model.TrainedOn,
            QualityJson = result.QualityJson,
            Files = ModelFolder.Write(model),
        }, cancellation);
        // The rows first: they may be written again, while after the promotion a repeated stage no longer knows the former champion.
        await ShowAsync(model, result, former, cancellation);
        await store.Models.PromoteAsync(Champion.Kind, model.Version, cancellation);
    }

    async Task ShowAsync(ChurnModel model, ChurnTrainingResult result, StoredModel? former, CancellationToken cancellation)
    {
        List<RowWrite> rows = [new(Reference(model.Version), new Dictionary<string, object?>
        {
            ["ci_name"] = $"{Champion.Kind} {model.Version}",
            ["ci_kind"] = Champion.Kind,
            ["ci_version"] = model.Version,
            ["ci_stage"] = ChampionChoice,
            ["ci_trainedon"] = model.TrainedOn,
            ["ci_metrics"] = result.QualityJson.Length <= LongestMetrics ? result.QualityJson : null,
            ["ci_verdict"] = Shorten(string.Join(' ', result.Gate.Sentences)),
        })];
        if (former is not null) rows.Add(new(Reference(former.Version), new Dictionary<string, object?>
        {
            ["ci_name"] = $"{Champion.Kind} {former.Version}",
            ["ci_stage"] = RetiredChoice,
        }));
        var written = await dataverse.WriteAsync(new WriteRequest(DataverseTable.Model, WriteKind.Upsert, rows), cancellation);
        if (written.Outcomes.OfType<RowOutcome.Rejected>().FirstOrDefault() is { } refused)
            throw new InvalidDataException($"The row of model {model.Version} in ci_model was refused: {refused.Message}");
    }

    // The key of the row follows from the version, so that a repeated stage finds its row again.
    static RowReference Reference(string version) =>
        RowReference.ById(DataverseTable.Model, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{Champion.Kind} {version}")).AsSpan(0, 16)));

    static string Shorten(string text) => text.Length <= LongestVerdict ? text : text[..(LongestVerdict - 3)] + "...";
}
