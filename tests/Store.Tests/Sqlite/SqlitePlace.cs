using CrmInsights.Store.Tests.Conformance;

namespace CrmInsights.Store.Tests.Sqlite;

/// <summary>A SQLite file in a folder of its own.</summary>
public sealed class SqlitePlace : IStorePlace
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crminsights-store-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "insights.db");

    public Task<InsightStore> OpenAsync(StoreOptions options) => InsightStore.OpenAsync($"sqlite:{Path}", options, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
