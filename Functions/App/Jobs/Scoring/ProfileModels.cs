using CrmInsights.App.Events;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>The models of everything beside churn, loaded once a version, with the products as they now are.</summary>
sealed class ProfileModels(InsightStore store, ILogger<ProfileModels> log)
{
    public const string Kind = "insights";
    const int Active = 0;

    readonly ModelShelfReader<InsightModels> _models = new(Kind, store.Models, InsightModels.Read, log);

    /// <summary>The models in use, and what is wrong where the champion cannot be read.</summary>
    public Task<(InsightModels? Models, string? Fault)> ReadAsync(CancellationToken cancellation) => _models.LoadAsync(cancellation);

    /// <summary>No profiler before the first training: then nothing is said but churn. Broken where none can be read: then the values so far stay.</summary>
    public async Task<(Profiler? Profiler, bool IsBroken)> LoadAsync(CancellationToken cancellation)
    {
        var (models, fault) = await ReadAsync(cancellation);
        return models is null ? (null, fault is not null) : (new Profiler(models, await ReadProductsAsync(cancellation)), false);
    }

    /// <summary>What is known of all products.</summary>
    public async Task<IReadOnlyDictionary<Guid, ProductFacts>> ReadProductsAsync(CancellationToken cancellation) =>
        (await store.Customers.ReadProductsAsync(cancellation)).ToDictionary(product => product.Key, product => Facts(product.Value));

    static ProductFacts Facts(ProductRow product) => new(product.Id, product.Name ?? product.Number ?? "a product without a name")
    {
        IsActive = product.StateCode == Active,
        Price = product.PriceBase,
        Cost = product.CostBase,
        FamilyId = product.FamilyId,
    };
}

/// <summary>Says of one customer what is to be said beside churn.</summary>
sealed record Profiler(InsightModels Models, IReadOnlyDictionary<Guid, ProductFacts> Products)
{
    public CustomerProfile Profile(CustomerHistory history, ChurnAssessment churn, IReadOnlyList<OfferRow> answers, WrittenFacts? last) =>
        Models.Profile(history, churn, new ProfileContext(churn.AsOf, Products) { FormerStage = FormerOf(last), Refusals = [.. answers.SelectMany(Refusals)] });

    static IEnumerable<OfferRefusal> Refusals(OfferRow answer) =>
        answer is { Answer: OfferAnswers.NotNow, ProductId: { } product, AnsweredOn: { } on } ? [new OfferRefusal(product, on)] : [];

    static FormerStage? FormerOf(WrittenFacts? last) =>
        last is { Stage: { } stage, StageChangedOn: { } since } ? new FormerStage((LifecycleStage)stage, since) : null;
}
