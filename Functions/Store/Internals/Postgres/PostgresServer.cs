using System.Data;
using CrmInsights.Store.Internals.Shared;
using Npgsql;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>The database on its server: transactions on pooled connections, run again where the server was gone for a while.</summary>
sealed class PostgresServer : Database
{
    const string SessionSettings =
        """
        set idle_in_transaction_session_timeout = '60s';
        set tcp_keepalives_idle = 20;
        set tcp_keepalives_interval = 5;
        set tcp_keepalives_count = 4;
        """;

    readonly NpgsqlDataSource _source;
    readonly Patience _patience;

    public PostgresServer(PostgresSetting setting, TimeProvider time, TimeSpan patience) : base(time)
    {
        var builder = new NpgsqlDataSourceBuilder(setting.ConnectionString);
        // The locks of a machine that vanished without a word are free again within a minute.
        builder.UsePhysicalConnectionInitializer(Settle, connection => Task.Run(() => Settle(connection)));
        _source = builder.Build();
        _patience = new Patience(setting, patience, Forget);
    }

    public override Task<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellation) =>
        TransactAsync(session => work(session), cancellation);

    public override Task<T> ReadAsync<T>(Func<Session, T> work, CancellationToken cancellation) =>
        _patience.RunAsync(() => Transact(IsolationLevel.RepeatableRead, session => work(session)), cancellation);

    /// <summary>Runs <paramref name="work"/> in a transaction whose every statement sees what was committed before it.</summary>
    public Task<T> TransactAsync<T>(Func<PostgresSession, T> work, CancellationToken cancellation) =>
        _patience.RunAsync(() => Transact(IsolationLevel.ReadCommitted, work), cancellation);

    /// <summary>Version of the server.</summary>
    public Task<Version> VersionAsync(CancellationToken cancellation) => _patience.RunAsync(() =>
    {
        using var connection = _source.OpenConnection();
        return connection.PostgreSqlVersion;
    }, cancellation);

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    T Transact<T>(IsolationLevel level, Func<PostgresSession, T> work)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction(level);
        var result = work(new PostgresSession(connection));
        transaction.Commit();
        return result;
    }

    static void Settle(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(SessionSettings, connection);
        command.ExecuteNonQuery();
    }

    // The other connections of the pool broke with this one; a refused transaction says nothing about them.
    void Forget(NpgsqlException fault)
    {
        if (fault is not PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure }) _source.Clear();
    }
}
