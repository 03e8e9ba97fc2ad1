using System.Text.Json;
using CrmInsights.Insights.Churn;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>The churn model that scores, loaded once a version.</summary>
sealed class Champion(IModelShelf shelf, IRunLedger ledger, ChurnSettings settings, ILogger<Champion> log)
{
    public const string Kind = "churn";
    const string TrainedName = "churn:trained";
    const string WarningsName = "churn:warnings";
    const string CurrencyName = "base-currency";

    readonly ModelShelfReader<ChurnModel> _models = new(Kind, shelf, ModelFolder.Read, log);
    (ChurnModel? Model, string? Currency, string? Warnings, ChurnScorer Scorer)? _loaded;
    bool _isTrained;

    /// <summary>Whether a training has ended yet, with a model or without.</summary>
    public async Task<bool> IsTrainedAsync(CancellationToken cancellation) =>
        _isTrained = _isTrained || await ledger.GetAsync(TrainedName, cancellation) is not null;

    /// <summary>The model in use, and what is wrong where the champion cannot be read.</summary>
    public Task<(ChurnModel? Model, string? Fault)> ReadAsync(CancellationToken cancellation) => _models.LoadAsync(cancellation);

    /// <summary>
    /// Null before the first training, and where no model can be read: then the values so far stay. Else there is always a scorer, if only
    /// one that abstains.
    /// </summary>
    public async Task<ChurnScorer?> LoadAsync(CancellationToken cancellation)
    {
        if (!await IsTrainedAsync(cancellation)) return null;
        var (model, fault) = await ReadAsync(cancellation);
        if (model is null && fault is not null) return null;

        var currency = await ledger.GetAsync(CurrencyName, cancellation);
        var warnings = await ledger.GetAsync(WarningsName, cancellation);
        if (_loaded is { } loaded && loaded.Model == model && loaded.Currency == currency && loaded.Warnings == warnings) return loaded.Scorer;

        var current = warnings is null ? model : model is null ? null : model with { Warnings = JsonSerializer.Deserialize<string[]>(warnings)! };
        var scorer = new ChurnScorer(current, settings with { BaseCurrency = currency ?? "" });
        _loaded = (model, currency, warnings, scorer);
        return scorer;
    }

    /// <summary>Notes that a training has ended, and what it warns of: that holds for the model in use, however old that is.</summary>
    public async Task NoteTrainedAsync(IReadOnlyList<string> warnings, CancellationToken cancellation)
    {
        await ledger.SetAsync(WarningsName, JsonSerializer.Serialize(warnings), cancellation);
        await ledger.SetAsync(TrainedName, "true", cancellation);
    }

    public Task NoteCurrencyAsync(string? code, CancellationToken cancellation) => ledger.SetAsync(CurrencyName, code, cancellation);
}
