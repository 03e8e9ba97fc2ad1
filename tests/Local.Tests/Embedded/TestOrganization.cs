using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.Embedded;

/// <summary>An organisation in a folder of its own, at a clock that stands still until it is moved.</summary>
sealed class TestOrganization : IAsyncDisposable
{
    readonly bool _ownsFolder;

    TestOrganization(EmbeddedDataverse dataverse, string folder, ManualClock clock, bool ownsFolder)
    {
        (Dataverse, Folder, Clock, _ownsFolder) = (dataverse, folder, clock, ownsFolder);
        Caller = new Caller(dataverse.Facts.AdministratorId);
    }

    public EmbeddedDataverse Dataverse { get; }
    public string Folder { get; }
    public ManualClock Clock { get; }
    public Caller Caller { get; }

    public static async Task<TestOrganization> OpenAsync(EmbeddedOptions? options = null, string? folder = null, ManualClock? clock = null)
    {
        var path = folder ?? Directory.CreateTempSubdirectory("dataverse-").FullName;
        clock ??= new ManualClock();
        return new TestOrganization(await EmbeddedDataverse.OpenAsync(path, clock, options ?? new EmbeddedOptions(), default), path, clock, folder is null);
    }

    public Task<T> WriteAsync<T>(Func<IOrganizationSession, T> work) => Dataverse.WriteAsync(Caller, work, default);

    public Task<T> ReadAsync<T>(Func<IOrganizationSession, T> work) => Dataverse.ReadAsync(Caller, work, default);

    public Task<Guid> CreateAsync(string table, Dictionary<string, object?> values) =>
        WriteAsync(session => session.Create(new TableRow(table, Guid.Empty) { Values = values }));

    public Task UpdateAsync(string table, Guid id, Dictionary<string, object?> values, long? version = null) => WriteAsync(session =>
    {
        session.Update(new TableRow(table, id) { Values = values }, version);
        return true;
    });

    public Task DeleteAsync(string table, Guid id) => WriteAsync(session =>
    {
        session.Delete(table, id);
        return true;
    });

    public Task<TableRow?> FindAsync(string table, Guid id, params string[] columns) =>
        ReadAsync(session => session.Find(table, id, columns.Length == 0 ? null : columns));

    public async Task<FaultCode> FaultOfAsync(Func<Task> work) => (await work.ShouldThrowAsync<OrganizationFaultException>()).Code;

    public async ValueTask DisposeAsync()
    {
        await Dataverse.DisposeAsync();
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }
}
