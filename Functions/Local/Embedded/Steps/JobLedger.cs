using System.Collections.Concurrent;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Writes the ends of jobs, many in one transaction, and makes postponed jobs ready when their time has come.</summary>
sealed class JobLedger(TimeProvider clock, Func<Action<Transaction>, Task> write) : IAsyncDisposable
{
    readonly ConcurrentQueue<JobOutcome> _outcomes = new();
    readonly ConcurrentDictionary<ITimer, byte> _timers = new();
    readonly Lock _gate = new();
    DateTime _nextWake = DateTime.MaxValue;
    Task _writing = Task.CompletedTask;
    bool _scheduled;
    bool _closed;

    /// <summary>Takes an end; it is written soon, together with those that come meanwhile.</summary>
    public void Add(JobOutcome outcome)
    {
        _outcomes.Enqueue(outcome);
        lock (_gate)
        {
            if (_closed || _scheduled) return;
            _scheduled = true;
            _writing = write(WriteAll);
        }
    }

    /// <summary>Schedules jobs that an earlier process postponed.</summary>
    public void Resume(OrganizationState organization)
    {
        var next = organization.Database.Read(
            statements => statements.Number("SELECT MIN(postponeuntil) FROM asyncoperation WHERE statecode = 1"), CancellationToken.None);
        if (next is { } seconds) WakeAt(ColumnCodec.FromSeconds(seconds));
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _closed = true;
        await _writing;
        foreach (var timer in _timers.Keys) await timer.DisposeAsync();
    }

    void WriteAll(Transaction transaction)
    {
        lock (_gate) _scheduled = false;
        var jobs = transaction.Tables["asyncoperation"];
        transaction.JobsEnded = true;
        while (_outcomes.TryDequeue(out var outcome))
        {
            if (outcome.Values is null)
            {
                transaction.Rows.Delete(jobs, outcome.JobId);
                continue;
            }
            transaction.Rows.Update(jobs, new TableRow(jobs.LogicalName, outcome.JobId) { Values = outcome.Values, Version = transaction.Organization.Database.NextVersion() });
            if (outcome.DueOn is { } due) WakeAt(due);
        }
    }

    void WakeAt(DateTime due)
    {
        lock (_gate)
        {
            if (_closed || due >= _nextWake) return;
            _nextWake = due;
        }
        var delay = due - clock.GetUtcNow().UtcDateTime;
        _timers[clock.CreateTimer(_ => Wake(), null, delay < TimeSpan.Zero ? TimeSpan.Zero : delay, Timeout.InfiniteTimeSpan)] = 0;
    }

    void Wake()
    {
        lock (_gate)
        {
            if (_closed) return;
            _nextWake = DateTime.MaxValue;
            _writing = write(MakeReady);
        }
    }

    /// <summary>Versions make the feeder see the jobs as new ones.</summary>
    void MakeReady(Transaction transaction)
    {
        var now = ColumnCodec.ToSeconds(clock.GetUtcNow().UtcDateTime);
        var due = transaction.Statements.List("SELECT asyncoperationid FROM asyncoperation WHERE statecode = 1 AND postponeuntil <= @0",
            reader => ColumnCodec.ReadId(reader, 0), now);
        foreach (var id in due)
        {
            transaction.Statements.Execute("UPDATE asyncoperation SET statecode = 0, statuscode = 0, versionnumber = @1 WHERE asyncoperationid = @0",
                ColumnCodec.ToSql(id), transaction.Organization.Database.NextVersion());
        }
        transaction.JobCount += due.Count;
        if (transaction.Statements.Number("SELECT MIN(postponeuntil) FROM asyncoperation WHERE statecode = 1") is { } next) WakeAt(ColumnCodec.FromSeconds(next));
    }
}
