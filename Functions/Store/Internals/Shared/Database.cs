namespace CrmInsights.Store.Internals.Shared;

/// <summary>Where the store lies: runs work in transactions.</summary>
abstract class Database(TimeProvider time) : IAsyncDisposable
{
    public TimeProvider Time => time;

    /// <summary>Runs <paramref name="work"/> in a transaction; returns after the commit. It may run again where the database failed, so it must have no other effect.</summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellation);

    /// <summary>Runs <paramref name="work"/> on one snapshot.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Session, T> work, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<Session> work, CancellationToken cancellation) =>
        WriteAsync(session => { work(session); return true; }, cancellation);
}
