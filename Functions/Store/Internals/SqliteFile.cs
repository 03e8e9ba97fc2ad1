using System.Collections.Concurrent;

namespace CrmInsights.Store.Internals;

/// <summary>The database file: one connection that writes, and as many that read as are needed at once.</summary>
sealed class SqliteFile(string path, StoreOptions options) : IAsyncDisposable
{
    readonly ConcurrentBag<SqliteSession> _readers = [];
    readonly GroupWriter _writer = new(new SqliteSession(path, options.Durable), options.Time);

    public TimeProvider Time => options.Time;

    /// <summary>Runs <paramref name="work"/> in a transaction it may share with others; returns after the commit.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation) => _writer.RunAsync(work, cancellation);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqliteSession> work, CancellationToken cancellation) =>
        _writer.RunAsync(session => { work(session); return true; }, cancellation);

    /// <summary>Runs <paramref name="work"/> on one snapshot of the file.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation) => Task.Run(() => Read(work), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var session)) session.Dispose();
    }

    T Read<T>(Func<SqliteSession, T> work)
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
