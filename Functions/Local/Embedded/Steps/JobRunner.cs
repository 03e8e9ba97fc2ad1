using System.Collections.Concurrent;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>
/// Runs stored jobs: a feeder reads them in the order of their versions, a fixed number of threads runs them, and their ends are written in batches. A job whose
/// end was not yet written runs again after a restart, under the same id; the order in which jobs end is not defined.
/// </summary>
sealed class JobRunner : IAsyncDisposable
{
    const int BatchSize = 200;
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    static readonly string[] s_columns =
        ["owningextensionid", "messagename", "primaryentitytype", "regardingrowid", "correlationid", "depth", "retrycount", "createdon", "data"];

    readonly OrganizationState _organization;
    readonly Func<Caller, CallFrame, IPluginSessions> _sessionsOf;
    readonly JobLedger _ledger;
    readonly BlockingCollection<TableRow> _ready = new(BatchSize);
    readonly ManualResetEventSlim _wake = new(initialState: true);
    readonly CancellationTokenSource _stop = new();
    readonly Task[] _threads;
    long _lastVersion;

    /// <param name="organization">Whose jobs.</param>
    /// <param name="write">Runs work in a transaction.</param>
    /// <param name="sessionsOf">Opens the sessions of a plug-in that runs as a job.</param>
    /// <param name="workers">Jobs that run at the same time.</param>
    public JobRunner(OrganizationState organization, Func<Action<Transaction>, Task> write, Func<Caller, CallFrame, IPluginSessions> sessionsOf, int workers)
    {
        (_organization, _sessionsOf) = (organization, sessionsOf);
        _ledger = new JobLedger(organization.Clock, write);
        // Plug-ins block on the network: threads of their own keep the pool free for those who answer.
        _threads = [Thread(Feed), .. Enumerable.Range(0, workers).Select(_ => Thread(Work))];
        _ledger.Resume(organization);
    }

    /// <summary>There may be new jobs.</summary>
    public void Wake() => _wake.Set();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // A plug-in that waits for an answer is not waited for: its job is still stored and runs again.
        await Task.WhenAny(Task.WhenAll(_threads), Task.Delay(s_patience, TimeProvider.System));
        await _ledger.DisposeAsync();
    }

    static Task Thread(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    void Feed()
    {
        try
        {
            while (true)
            {
                _wake.Wait(_stop.Token);
                _wake.Reset();
                while (FeedBatch() == BatchSize) _stop.Token.ThrowIfCancellationRequested();
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // The organisation is closing.
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }

    int FeedBatch()
    {
        var batch = _organization.Database.Read(
            statements => new Transaction(_organization, statements, isWriting: false).Query(ReadyJobs(_lastVersion)).Rows, _stop.Token);
        foreach (var job in batch)
        {
            _lastVersion = job.Version;
            _ready.Add(job, _stop.Token);
        }
        return batch.Count;
    }

    static RowQuery ReadyJobs(long after) => new("asyncoperation")
    {
        Columns = s_columns,
        Filter = new RowFilter.And(
        [
            new RowFilter.Compare(ColumnPath.Of("statecode"), CompareOperator.Eq, 0),
            new RowFilter.Compare(ColumnPath.Of(SystemColumns.Version), CompareOperator.Gt, after),
        ]),
        Order = [new RowOrder(ColumnPath.Of(SystemColumns.Version), false)],
        Top = BatchSize,
    };

    void Work()
    {
        while (!_stop.IsCancellationRequested && _ready.TryTake(out var job, Timeout.Infinite)) _ledger.Add(Run(job));
    }

    JobOutcome Run(TableRow job)
    {
        PluginServices? services = null;
        try
        {
            var step = _organization.Steps.Find(((Lookup)job["owningextensionid"]!).Id) ?? throw new InvalidOperationException("The step of this job is disabled or gone.");
            services = Services(job, step);
            StepRunner.Run(step, _organization, services);
            return JobOutcome.Success(job.Id, step.DeletesJobOnSuccess, Now);
        }
        catch (Exception error)
        {
            // The edge between us and code from a solution: whatever it throws is the job's message.
            return JobOutcome.Failure(job, error, services?.TraceText ?? "", Now);
        }
    }

    PluginServices Services(TableRow job, Step step)
    {
        var tables = _organization.Tables;
        var raised = JobRows.Read(job, tables);
        var pipeline = new PipelineState(StepRunner.Input(tables, raised), StepRunner.Shared(raised), null, job.Id) { Output = StepRunner.Parameters(tables, raised.Output) };
        var context = StepRunner.Context(step, raised, _organization, pipeline);
        var frame = new CallFrame(raised.Depth + 1, raised.CorrelationId, context);
        return new PluginServices(context, user => new OrganizationService(_sessionsOf(new Caller(user), frame), _organization, user), _organization.Facts.SystemUserId);
    }

    DateTime Now => _organization.Clock.GetUtcNow().UtcDateTime;
}
