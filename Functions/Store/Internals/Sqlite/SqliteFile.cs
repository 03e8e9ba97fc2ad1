using System.Collections.Concurrent;
using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>The database file: one connection that writes, and as many that read as are needed at once.</summary>
sealed class SqliteFile(string path, StoreOptions options) : Database(options.Time)
{
    readonly ConcurrentBag<SqliteSession> _readers = [];
    readonly GroupWriter _writer = new(new SqliteSession(path, options.Durable), options.Time);

    /// <summary>Runs <paramref name="work"/> in a transaction it may share with others.</summary>
    public override Task<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellation) => _writer.RunAsync(work, cancellation);

    public override Task<T> ReadAsync<T>(Func<Session, T> work, CancellationToken cancellation) => Task.Run(() => Read(work), cancellation);

    public override async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var session)) session.Dispose();
    }

    T Read<T>(Func<Session, T> work)
    {
        if (!_readers.TryTake(out var session)) session = new SqliteSession(path, options.Durable);
        session.Execute("begin");
        try
        {
            return work(session);
        }
        finally
        {
            session.Execute("rollback");
            _readers.Add(session);
        }
    }
}
