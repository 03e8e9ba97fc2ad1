using CrmInsights.Insights.Churn;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>The model that scores, loaded once a version.</summary>
sealed class Champion(IModelShelf shelf, IRunLedger ledger, ChurnSettings settings)
{
    public const string Kind = "churn";
    const string TrainedName = "churn:trained";
    const string CurrencyName = "base-currency";

    (string? Version, string? Currency, ChurnScorer Scorer)? _loaded;
    bool _isTrained;

    /// <summary>Whether a training has ended yet, with a model or without.</summary>
    public async Task<bool> IsTrainedAsync(CancellationToken cancellation) =>
        _isTrained = _isTrained || await ledger.GetAsync(TrainedName, cancellation) is not null;

    /// <summary>Null before the first training: then nobody is told anything. After it there is always a scorer, if only one that abstains.</summary>
    public async Task<ChurnScorer?> LoadAsync(CancellationToken cancellation)
    {
        if (!await IsTrainedAsync(cancellation)) return null;

        var version = (await shelf.ListAsync(Kind, cancellation)).FirstOrDefault(model => model.Stage == "champion")?.Version;
        var currency = await ledger.GetAsync(CurrencyName, cancellation);
        if (_loaded is { } loaded && loaded.Version == version && loaded.Currency == currency) return loaded.Scorer;

        var stored = version is null ? null : await shelf.ReadChampionAsync(Kind, cancellation);
        var scorer = new ChurnScorer(stored is null
            ? null
            : ModelFolder.Read(stored.Files), settings with { BaseCurrency = currency ?? "" });
        _loaded = (stored?.Version, currency, scorer);
        return scorer;
    }

    public Task NoteTrainedAsync(CancellationToken cancellation) => ledger.SetAsync(TrainedName, "true", cancellation);

    public Task NoteCurrencyAsync(string? code, CancellationToken cancellation) => ledger.SetAsync(CurrencyName, code, cancellation);
}
