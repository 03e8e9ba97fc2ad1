namespace CrmInsights.Store.Tests.Conformance;

/// <summary>Where the store under test lies; one a test, empty at first. Opening it again gives the same store.</summary>
public interface IStorePlace : IAsyncDisposable
{
    Task<InsightStore> OpenAsync(StoreOptions options);
}
