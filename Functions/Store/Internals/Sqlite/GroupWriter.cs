using System.Threading.Channels;
using CrmInsights.Store.Internals.Shared;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>
/// The only writer of this process. Works that wait at the same time share one transaction, so that a commit is paid once for many; each
/// caller goes on only after the commit. A work that fails is undone alone.
/// </summary>
sealed class GroupWriter : IAsyncDisposable
{
    // Longer transactions would starve other processes that write to the same file.
    static readonly TimeSpan s_longestGroup = TimeSpan.FromMilliseconds(50);

    readonly Channel<Work> _waiting = Channel.CreateBounded<Work>(10_000);
    readonly SqliteSession _session;
    readonly TimeProvider _time;
    readonly Task _loop;

    public GroupWriter(SqliteSession session, TimeProvider time)
    {
        _session = session;
        _time = time;
        _loop = Task.Run(WriteGroups);
    }

    public async Task<T> RunAsync<T>(Func<Session, T> run, CancellationToken cancellation)
    {
        var work = new Work<T>(run, cancellation);
        try
        {
            await _waiting.Writer.WriteAsync(work, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(InsightStore), "The store was closed.");
        }
        return await work.Result;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _session.Dispose();
    }

    async Task WriteGroups()
    {
        var group = new List<Work>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            try
            {
                WriteGroup(group);
            }
            catch (SqliteException error)
            {
                TryRollBack();
                group.ForEach(work => work.Fail(error));
            }
            group.ForEach(work => work.Finish());
            group.Clear();
        }
    }

    void WriteGroup(List<Work> group)
    {
        // Taken before the transaction begins, so that its callers hear of a failure to begin.
        if (!_waiting.Reader.TryRead(out var work)) return;
        group.Add(work);
        _session.Execute("begin immediate");
        var began = _time.GetTimestamp();
        Do(work);
        while (_time.GetElapsedTime(began) < s_longestGroup && _waiting.Reader.TryRead(out work))
        {
            group.Add(work);
            Do(work);
        }
        _session.Execute("commit");
    }

    void Do(Work work)
    {
        _session.Execute("savepoint work");
        if (!work.Run(_session)) _session.Execute("rollback to work");
        _session.Execute("release work");
    }

    void TryRollBack()
    {
        try
        {
            _session.Execute("rollback");
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself on a full or broken disk. Where the disk stays broken, the next group fails and says so.
        }
    }
}
