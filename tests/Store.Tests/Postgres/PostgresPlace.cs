using CrmInsights.Store.Tests.Conformance;
using CrmInsights.Testing.Postgres;
using Npgsql;

namespace CrmInsights.Store.Tests.Postgres;

/// <summary>A schema of its own in the database of a cluster.</summary>
public sealed class PostgresPlace : IStorePlace
{
    readonly string _schema = $"test_{Guid.NewGuid():n}";
    readonly string _connection;

    public PostgresPlace() : this(PostgresCluster.Shared)
    {
    }

    public PostgresPlace(PostgresCluster cluster)
    {
        _connection = cluster.ConnectionString();
        Execute($"create schema {_schema}");
    }

    public string Setting => $"postgres:{ConnectionString}";

    public string ConnectionString => $"{_connection};Search Path={_schema}";

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
        Execute($"drop schema {_schema} cascade");
        return ValueTask.CompletedTask;
    }
}
