using System.Threading.Channels;
using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>
/// Inbox and row states. Calls that wait at the same time share one transaction, so that the round trips, the lock and the commit are paid
/// once for many; each caller goes on only after the commit.
/// </summary>
sealed class PostgresInbox : IEventInbox, IAsyncDisposable
{
    // A larger group would keep the lock from other processes for too long.
    const int MostRows = 5000;
    static readonly TimeSpan s_closingTime = TimeSpan.FromSeconds(5);

    readonly Channel<Arrival> _waiting = Channel.CreateBounded<Arrival>(10_000);
    readonly CancellationTokenSource _closing = new();
    readonly PostgresServer _server;
    readonly Layout _layout;
    readonly Task _loop;

    public PostgresInbox(PostgresServer server, Layout layout)
    {
        _server = server;
        _layout = layout;
        _loop = Task.Run(WriteGroups);
    }

    public Task<AcceptResult> AcceptAsync(IReadOnlyList<InboxEvent> events, CancellationToken cancellation)
    {
        foreach (var one in events) RowCheck.Validate(one);
        return WriteAsync(new Arrival(events), cancellation);
    }

    public Task<AcceptResult> ApplyAsync(IReadOnlyList<RowState> rows, CancellationToken cancellation)
    {
        foreach (var row in rows) RowCheck.Validate(row);
        return WriteAsync(new Arrival(rows), cancellation);
    }

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellation) =>
        _server.WriteAsync(session => session.Execute("delete from inbox where received_on < $1", before), cancellation);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _closing.CancelAfter(s_closingTime);    // a server that does not answer must not keep the process
        await _loop;
        _closing.Dispose();
    }

    async Task<AcceptResult> WriteAsync(Arrival arrival, CancellationToken cancellation)
    {
        try
        {
            await _waiting.Writer.WriteAsync(arrival, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(InsightStore), "The store was closed.");
        }
        return await arrival.Result.WaitAsync(cancellation);
    }

    async Task WriteGroups()
    {
        var group = new List<Arrival>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            for (var rows = 0; rows < MostRows && _waiting.Reader.TryRead(out var arrival); rows += arrival.Rows.Count) group.Add(arrival);
            await WriteGroup(group);
            group.Clear();
        }
    }

    async Task WriteGroup(List<Arrival> group)
    {
        try
        {
            var results = await _server.TransactAsync(
                session => new ArrivalGroup(session, _layout, _server.Time.GetUtcNow()).Write(group), _closing.Token);
            for (var index = 0; index < group.Count; index++) group[index].Finish(results[index]);
        }
        catch (OperationCanceledException)
        {
            group.ForEach(arrival => arrival.Fail(new ObjectDisposedException(nameof(InsightStore), "The store was closed while its server did not answer.")));
        }
        catch (Exception fault)     // whatever it is belongs to the callers, who get it; the loop goes on
        {
            if (group.Count == 1 || fault is IOException) group.ForEach(arrival => arrival.Fail(fault));
            else foreach (var arrival in group.ToList()) await WriteGroup([arrival]);   // so that only the one at fault fails
        }
    }
}
