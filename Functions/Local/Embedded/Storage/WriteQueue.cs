using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>
/// Gives the writing connection to one piece of work after another. Pieces that wait together share a commit, each in its own savepoint, so that the one that
/// throws takes only itself back; their callers hear of success after the commit.
/// </summary>
sealed class WriteQueue : IAsyncDisposable
{
    const int MostTogether = 128;
    static readonly TimeSpan s_longestTogether = TimeSpan.FromMilliseconds(5);

    readonly Channel<WriteItem> _waiting = Channel.CreateUnbounded<WriteItem>(new() { SingleReader = true });
    readonly Database _database;
    readonly Task _loop;

    public WriteQueue(Database database)
    {
        _database = database;
        _loop = Task.Run(LoopAsync);
    }

    public Task<T> RunAsync<T>(Func<T> work, Action<T>? committed, CancellationToken cancellation)
    {
        var item = new WriteItem<T>(work, committed, cancellation);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(item), this);
        return item.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    async Task LoopAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync()) RunTogether();
    }

    void RunTogether()
    {
        var done = new List<WriteItem>();
        try
        {
            RunBatch(done);
        }
        catch (SqliteException error)
        {
            // The disk is full or gone: nothing of the batch is stored, and each caller has to know.
            _database.Writer.RollBackIfOpen();
            done.ForEach(item => item.Fail(error));
            return;
        }
        done.ForEach(item => item.Succeed());
    }

    void RunBatch(List<WriteItem> done)
    {
        var started = Stopwatch.GetTimestamp();
        _database.Writer.Execute("BEGIN IMMEDIATE");
        while (done.Count < MostTogether && Stopwatch.GetElapsedTime(started) < s_longestTogether && _waiting.Reader.TryRead(out var item))
        {
            if (RunOne(item)) done.Add(item);
        }
        _database.SaveVersion();
        _database.Writer.Execute("COMMIT");
    }

    bool RunOne(WriteItem item)
    {
        _database.Writer.Execute("SAVEPOINT work");
        var ran = item.TryRun();
        if (!ran) _database.Writer.Execute("ROLLBACK TO work");
        _database.Writer.Execute("RELEASE work");
        return ran;
    }
}
