using CrmInsights.Store.Internals.Sqlite;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store;

/// <summary>The insight store: everything the app remembers. Thread-safe; several processes may open the same one.</summary>
public abstract class InsightStore : IAsyncDisposable
{
    const string SqlitePrefix = "sqlite:";

    /// <summary>The durable door for events.</summary>
    public abstract IEventInbox Inbox { get; }

    /// <summary>The history of customers.</summary>
    public abstract ICustomerBook Customers { get; }

    /// <summary>Customers waiting to be scored again.</summary>
    public abstract IDirtyCustomers Dirty { get; }

    /// <summary>Scores and written values.</summary>
    public abstract IScoreBook Scores { get; }

    /// <summary>Trained models.</summary>
    public abstract IModelShelf Models { get; }

    /// <summary>Jobs and named values.</summary>
    public abstract IRunLedger Runs { get; }

    /// <summary>Number of shards this store was made with.</summary>
    public abstract int ShardCount { get; }

    /// <summary>The shard a customer belongs to, from 0 to <see cref="ShardCount"/> - 1.</summary>
    public int ShardOf(CustomerKey key) => Shards.Of(key.Id, ShardCount);

    /// <summary>Opens the store a setting names, makes it where it is missing, and brings its schema up to date.</summary>
    /// <param name="setting"><c>sqlite:</c> and the path of the file.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">The setting names no known kind of store.</exception>
    /// <exception cref="InvalidDataException">The file is no store, or a newer program made it.</exception>
    public static Task<InsightStore> OpenAsync(string setting, StoreOptions options, CancellationToken cancellation)
    {
        options.Validate();
        if (!setting.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase) || setting.Length == SqlitePrefix.Length)
            throw new ArgumentException($"The store setting is '{KindOf(setting)}'; expected 'sqlite:<path of the file>'.", nameof(setting));

        return Task.Run<InsightStore>(() => SqliteInsightStore.Open(setting[SqlitePrefix.Length..], options), cancellation);
    }

    /// <summary>Finishes the writes under way and closes the store.</summary>
    public abstract ValueTask DisposeAsync();

    // A setting may hold a password after its kind; a message must not.
    static string KindOf(string setting) => setting.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? setting[..end] + ":..." : setting;
}
