using CrmInsights.Store.Internals.Postgres;
using CrmInsights.Store.Internals.Sqlite;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store;

/// <summary>The insight store: everything the app remembers. Thread-safe; several processes may open the same one.</summary>
public abstract class InsightStore : IAsyncDisposable
{
    const string SqlitePrefix = "sqlite:";
    const string PostgresPrefix = "postgres:";

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
    /// <param name="setting"><c>sqlite:</c> and the path of the file, or <c>postgres:</c> and a connection string of Npgsql.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">The setting names no known kind of store, or something that the server does not have or allow.</exception>
    /// <exception cref="InvalidDataException">The file is no store, a newer program made the store, or the server is too old.</exception>
    /// <exception cref="IOException">The file cannot be written to, or the server does not answer.</exception>
    public static Task<InsightStore> OpenAsync(string setting, StoreOptions options, CancellationToken cancellation)
    {
        options.Validate();
        if (After(PostgresPrefix, setting) is { } connection) return PostgresInsightStore.ConnectAsync(connection, options, cancellation);
        if (After(SqlitePrefix, setting) is { } path) return Task.Run<InsightStore>(() => SqliteInsightStore.Open(path, options), cancellation);
        throw new ArgumentException(
            $"The store setting is '{KindOf(setting)}'; expected 'sqlite:<path of the file>' or 'postgres:<connection string>'.", nameof(setting));
    }

    /// <summary>Finishes the writes under way and closes the store.</summary>
    public abstract ValueTask DisposeAsync();

    static string? After(string prefix, string setting) =>
        setting.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && setting.Length > prefix.Length ? setting[prefix.Length..] : null;

    // A setting may hold a password after its kind; a message must not.
    static string KindOf(string setting) => setting.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? setting[..end] + ":..." : setting;
}
