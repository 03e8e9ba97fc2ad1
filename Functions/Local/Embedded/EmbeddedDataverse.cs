using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Import;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Security;
using CrmInsights.Local.Embedded.Steps;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded;

/// <summary>
/// A Dataverse organisation in one process: metadata, rows in one SQLite file, the messages that change them and the plug-in steps they raise. What it does not know
/// it refuses by name.
/// </summary>
sealed class EmbeddedDataverse : IOrganization, IAsyncDisposable
{
    readonly DataFolderLock _folder;
    readonly OrganizationState _state;
    readonly WriteQueue _writes;

    readonly EmbeddedOptions _options;
    JobRunner? _jobs;
    TaskCompletionSource _jobsMoved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    EmbeddedDataverse(DataFolderLock folder, OrganizationState state, EmbeddedOptions options)
    {
        _folder = folder;
        _state = state;
        _options = options;
        _writes = new WriteQueue(state.Database);
    }

    /// <summary>Raised after each commit with the rows it changed, on the writing thread: take note and return.</summary>
    public event Action<IReadOnlyList<RowChange>>? Committed;

    public Guid OrganizationId => _state.Facts.OrganizationId;
    public IReadOnlyDictionary<string, TableDefinition> Tables => _state.Tables;
    public IReadOnlyDictionary<string, CustomApi> CustomApis => _state.CustomApis;
    public TimeProvider Clock => _state.Clock;

    public UserRights RightsOf(Guid userId) => _state.Security.Of(userId);

    public OrganizationFacts Facts => _state.Facts;

    /// <summary>Opens the organisation of a folder, or makes a new one there.</summary>
    /// <exception cref="IOException">Another process has the folder open.</exception>
    public static async Task<EmbeddedDataverse> OpenAsync(string folder, TimeProvider clock, EmbeddedOptions options, CancellationToken cancellation)
    {
        var held = DataFolderLock.Take(folder);
        Database? database = null;
        try
        {
            database = new Database(Path.Combine(folder, "dataverse.db"), options.Durable);
            var organization = new EmbeddedDataverse(held, new OrganizationState(database, clock, InstalledSolutions.Read(database.Writer).Metadata(options.WithSales)), options);
            await organization.StartAsync(cancellation);
            return organization;
        }
        catch
        {
            database?.Dispose();
            held.Dispose();
            throw;
        }
    }

    public Task<T> WriteAsync<T>(Caller caller, Func<IOrganizationSession, T> work, CancellationToken cancellation) =>
        WriteAsync(transaction => work(new Session(transaction, caller)), cancellation);

    public Task<T> ReadAsync<T>(Caller caller, Func<IOrganizationSession, T> work, CancellationToken cancellation) =>
        _state.Database.ReadAsync(statements => work(new Session(new Transaction(_state, statements, isWriting: false), caller)), cancellation);

    /// <summary>Imports a solution zip: all of it, or nothing. The same zip a second time changes nothing.</summary>
    /// <exception cref="SolutionImportException">The organisation cannot honour the solution; the message names what.</exception>
    public async Task<ImportResult> ImportSolutionAsync(byte[] zip, CancellationToken cancellation)
    {
        var package = SolutionPackage.Read(zip);
        Transaction? transaction = null;
        return await _writes.RunAsync(() =>
        {
            var installed = InstalledSolutions.Read(_state.Database.Writer);
            var result = new ImportResult(package.UniqueName, package.Version, installed.Decide(package));
            if (result.Action == ImportAction.Unchanged) return result;
            transaction = new Transaction(_state, _state.Database.Writer, isWriting: true, installed.With(package).Metadata(_options.WithSales, package));
            new SolutionImporter(transaction, package).Run(installed);
            return result;
        }, _ =>
        {
            if (transaction is null) return;
            _state.Tables = transaction.Tables;
            Report(transaction);
        }, cancellation);
    }

    /// <summary>Runs the stored jobs, those of an earlier process first. A second call does nothing.</summary>
    public void StartJobs() => _jobs ??= new JobRunner(_state, work => WriteAsync(transaction =>
    {
        work(transaction);
        return true;
    }, CancellationToken.None), (caller, frame) => new JobSessions(this, caller, frame), _options.JobWorkers);

    /// <summary>How many jobs wait, and how many have failed for good.</summary>
    public JobCounts CountJobs() => _state.Database.Read(statements => new JobCounts(
        (int)(statements.Number("SELECT COUNT(*) FROM asyncoperation WHERE statecode < 3") ?? 0),
        (int)(statements.Number("SELECT COUNT(*) FROM asyncoperation WHERE statecode = 3 AND statuscode = 31") ?? 0)), CancellationToken.None);

    /// <summary>Returns when no job is waiting, running or postponed.</summary>
    public async Task WaitUntilIdleAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var moved = Volatile.Read(ref _jobsMoved).Task;
            if (CountJobs().Waiting == 0) return;
            await moved.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_jobs is not null) await _jobs.DisposeAsync();
        await _writes.DisposeAsync();
        _state.Database.Dispose();
        _folder.Dispose();
    }

    async Task StartAsync(CancellationToken cancellation)
    {
        await WriteAsync(transaction =>
        {
            Schema.Ensure(transaction.Statements, transaction.Tables.Values);
            return true;
        }, cancellation);
        _state.Facts = await WriteAsync(transaction => ReadOrSeed(transaction, _options), cancellation);
        await WriteAsync(transaction =>
        {
            Seed.EnsureMessageFilters(transaction);
            Seed.EnsureForms(transaction);
            Seed.EnsureAdministrators(transaction);
            transaction.Log.Purge();
            return true;
        }, cancellation);
        ReadSteps();
        ReadSecurity();
        if (!_options.HoldsJobs) StartJobs();
    }

    void ReadSecurity() => _state.Security = _state.Database.Read(
        statements => SecurityTable.Load(new Transaction(_state, statements, isWriting: false).Query, _state.Facts.SystemUserId), CancellationToken.None);

    void ReadSteps()
    {
        _state.Plugins.Forget();
        _state.Steps = _state.Database.Read(statements => StepTable.Load(new Transaction(_state, statements, isWriting: false).Query), CancellationToken.None);
        _state.CustomApis = _state.Database.Read(statements => CustomApiTable.Load(new Transaction(_state, statements, isWriting: false).Query), CancellationToken.None);
    }

    static OrganizationFacts ReadOrSeed(Transaction transaction, EmbeddedOptions options)
    {
        var session = new Session(transaction, new Caller(Guid.Empty));
        if (Seed.Read(session) is { } facts) return facts;
        Seed.Write(transaction, options);
        return Seed.Read(session)!;
    }

    /// <summary>Reads on the calling thread.</summary>
    public T Read<T>(Caller caller, Func<IOrganizationSession, T> work) =>
        _state.Database.Read(statements => work(new Session(new Transaction(_state, statements, isWriting: false), caller)), CancellationToken.None);

    public async Task<T> WriteAsync<T>(Func<Transaction, T> work, CancellationToken cancellation)
    {
        Transaction? transaction = null;
        return await _writes.RunAsync(() =>
        {
            transaction = new Transaction(_state, _state.Database.Writer, isWriting: true);
            var result = work(transaction);
            transaction.Totals.Settle(transaction);
            return result;
        }, _ => Report(transaction!), cancellation);
    }

    void Report(Transaction transaction)
    {
        if (transaction.Changes.Exists(change => StepTable.Sources.Contains(change.Table) || CustomApiTable.Sources.Contains(change.Table))) ReadSteps();
        if (transaction.Changes.Exists(change => SecurityTable.Sources.Contains(change.Table))) ReadSecurity();
        var jobsChanged = transaction.Changes.Exists(change => change.Table == "asyncoperation");     // somebody resumed or canceled one
        if (transaction.JobCount > 0 || jobsChanged) _jobs?.Wake();
        if (transaction.JobsEnded || jobsChanged)
            Interlocked.Exchange(ref _jobsMoved, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        if (transaction.Changes.Count > 0) Committed?.Invoke(transaction.Changes);
    }
}
