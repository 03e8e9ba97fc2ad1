using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>The models of everything beside churn, loaded once a version, with the products as they now are.</summary>
sealed class ProfileModels(InsightStore store)
{
    public const string Kind = "insights";
    const int Active = 0;

    InsightModels? _loaded;

    /// <summary>Null before the first training: then nothing is said but churn.</summary>
    public async Task<Profiler?> LoadAsync(CancellationToken cancellation)
    {
        var version = (await store.Models.ListAsync(Kind, cancellation)).FirstOrDefault(model => model.Stage == "champion")?.Version;
        if (version is null) return null;

        var models = _loaded?.Version == version ? _loaded : InsightModels.Read((await store.Models.ReadChampionAsync(Kind, cancellation))!.Files);
        _loaded = models;
        var products = (await store.Customers.ReadProductsAsync(cancellation)).Values
            .Select(product => new ProductFacts(product.Id, product.Name ?? product.Number ?? "a product without a name") { IsActive = product.StateCode == Active });
        return new Profiler(models, products.ToDictionary(product => product.Id));
    }
}

/// <summary>Says of one customer what is to be said beside churn.</summary>
sealed record Profiler(InsightModels Models, IReadOnlyDictionary<Guid, ProductFacts> Products)
{
    public CustomerProfile Profile(CustomerHistory history, ChurnAssessment churn, WrittenFacts? last) =>
        Models.Profile(history, churn, new ProfileContext(churn.AsOf, Products) { FormerStage = FormerOf(last) });

    static FormerStage? FormerOf(WrittenFacts? last) =>
        last is { Stage: { } stage, StageChangedOn: { } since } ? new FormerStage((LifecycleStage)stage, since) : null;
}
