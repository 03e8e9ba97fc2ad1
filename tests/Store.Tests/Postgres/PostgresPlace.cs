using CrmInsights.Store.Tests.Conformance;
using CrmInsights.Testing.Postgres;
using Npgsql;

namespace CrmInsights.Store.Tests.Postgres;

/// <summary>A schema of its own in the database of a cluster.</summary>
public sealed class PostgresPlace : IStorePlace
{
    readonly string _connection;

    public PostgresPlace() : this(PostgresCluster.Shared)
    {
    }

    public PostgresPlace(PostgresCluster cluster)
    {
        _connection = cluster.ConnectionString();
        Execute($"create schema {Schema}");
    }

    public string Schema { get; } = $"test_{Guid.NewGuid():n}";

    public string Setting => $"postgres:{ConnectionString}";

    public string ConnectionString => $"{_connection};Search Path={Schema}";

    public Task<InsightStore> OpenAsync(StoreOptions options) => InsightStore.OpenAsync(Setting, options, CancellationToken.None);

    /// <summary>Runs a statement in the schema.</summary>
    public int Execute(string sql)
    {
        using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        using var command = source.CreateCommand(sql);
        return command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        Execute($"drop schema {Schema} cascade");
        return ValueTask.CompletedTask;
    }
}
