using System.Text.Json;
using CrmInsights.Dataverse;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>The base currency and the exchange rates, as last collected.</summary>
/// <param name="BaseId">The organisation's base currency; null before the first collection.</param>
/// <param name="Rates">Units of a currency per unit of base currency.</param>
sealed record Currencies(Guid? BaseId, IReadOnlyDictionary<Guid, decimal> Rates)
{
    const string Name = "currencies";

    public static async Task<Currencies> LoadAsync(IRunLedger ledger, CancellationToken cancellation) =>
        await ledger.GetAsync(Name, cancellation) is { } json
            ? JsonSerializer.Deserialize<Currencies>(json, JsonSerializerOptions.Web)!
            : new Currencies(null, new Dictionary<Guid, decimal>());

    public Task NoteAsync(IRunLedger ledger, CancellationToken cancellation) =>
        ledger.SetAsync(Name, JsonSerializer.Serialize(this, JsonSerializerOptions.Web), cancellation);

    /// <summary>
    /// The columns of amounts in base currency, in the currency of the row. A row without currency gets the base currency with them, since
    /// no amount can be without; where the rate is not known nothing is written.
    /// </summary>
    public IEnumerable<KeyValuePair<string, object?>> Columns(Guid? currency, params IEnumerable<(string Column, decimal? Amount)> amounts)
    {
        var known = currency ?? BaseId;
        if (known is not { } id || RateOf(id) is not { } rate) yield break;
        if (currency is null) yield return new("transactioncurrencyid", RowReference.ById(DataverseTable.Currency, id));
        foreach (var (column, amount) in amounts) yield return new(column, amount is { } some ? Math.Round(some * rate, 2) : null);
    }

    decimal? RateOf(Guid currency) => currency == BaseId ? 1 : Rates.TryGetValue(currency, out var rate) ? rate : null;
}
