using System.Text.Json;
using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Segments;
using CrmInsights.Mining.Data;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Trains what is said of customers beside churn, and shows the segments. The same data on the same day give the same version.</summary>
sealed class TrainProfilesStage(InsightStore store, IDataverse dataverse, ProfileModels inUse, ModelRows rows, RuleRows rules, InsightSettings settings, Clocks clocks) : IStage
{
    const string Note = "Profiles: ";

    public string Name => "profiles";

    public async Task<StageResult> RunAsync(RunState state, CancellationToken cancellation)
    {
        state.Notes.RemoveAll(note => note.StartsWith(Note, StringComparison.Ordinal));
        var customers = await CustomerMapper.ReadAllAsync(store.Customers, cancellation);
        var former = await FormerAsync(state, cancellation);
        var models = InsightModels.Train(customers, clocks.Today, (settings, former), new RunContext(cancellation, MaxThreads: Environment.ProcessorCount));
        state.Notes.AddRange(models.Sentences.Select(sentence => Note + sentence));
        // The segments first: a customer's lookup must never point at a row that is not there yet.
        await ShowAsync(models, former, cancellation);
        await rows.SettleAsync(ProfileModels.Kind, [new ModelEntry(ToStored(models), IsChampion: true, models.Sentences)], cancellation);
        await rules.ShowAsync(models, await inUse.ReadProductsAsync(cancellation), state, cancellation);
        return StageResult.Done();
    }

    static StoredModel ToStored(InsightModels models) => new()
    {
        Kind = ProfileModels.Kind,
        Version = models.Version,
        TrainedOn = models.TrainedOn,
        QualityJson = Quality(models),
        Files = models.Write(),
    };

    /// <summary>The models so far, whose segments keep their numbers. Damaged ones are told and replaced.</summary>
    async Task<InsightModels?> FormerAsync(RunState state, CancellationToken cancellation)
    {
        var (models, fault) = await inUse.ReadAsync(cancellation);
        if (fault is not null)
            state.Notes.Add($"{Note}The former models cannot be read{(models is null ? ", so segments get new numbers" : "")}. {fault}");
        return models;
    }

    async Task ShowAsync(InsightModels models, InsightModels? former, CancellationToken cancellation)
    {
        IReadOnlyList<Segment> now = models.Segments?.Segments ?? [];
        var gone = (former?.Segments?.Segments ?? []).Where(segment => now.All(kept => kept.Id != segment.Id)).Select(segment => segment with { CustomerCount = 0 });
        var segments = now.Concat(gone).Select(segment => ToRow(segment, models.Version)).ToList();
        if (segments.Count == 0) return;
        var written = await dataverse.WriteAsync(new WriteRequest(DataverseTable.Segment, WriteKind.Upsert, segments), cancellation);
        if (written.Outcomes.OfType<RowOutcome.Rejected>().FirstOrDefault() is { } refused)
            throw new InvalidDataException($"A segment was refused by ci_segment: {refused.Message}");
    }

    static RowWrite ToRow(Segment segment, string version) => new(RowReference.ById(DataverseTable.Segment, segment.Id), new Dictionary<string, object?>
    {
        ["ci_name"] = segment.Name,
        ["ci_number"] = segment.Number,
        ["ci_profile"] = segment.Profile,
        ["ci_accountcount"] = segment.CustomerCount,
        ["ci_modelversion"] = version,
    });

    static string Quality(InsightModels models) => JsonSerializer.Serialize(new
    {
        rules = models.Offers.Rules.Count,
        segments = (models.Segments?.Segments ?? []).Select(segment => new { segment.Number, segment.Name, accounts = segment.CustomerCount }),
        purchaseModel = models.Value?.Kind.ToString(),
    }, JsonSerializerOptions.Web);
}
