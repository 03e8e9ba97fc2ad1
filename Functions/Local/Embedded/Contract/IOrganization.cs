using CrmInsights.Local.Embedded.Security;

namespace CrmInsights.Local.Embedded.Contract;

/// <summary>One organisation: tables, rows, plug-ins. The Web API and the plug-ins' organisation service are doors to it.</summary>
interface IOrganization
{
    Guid OrganizationId { get; }
    /// <summary>Metadata by logical name. A solution import replaces the object, so read it once per request.</summary>
    IReadOnlyDictionary<string, TableDefinition> Tables { get; }
    /// <summary>Messages that solutions declare, by unique name. Replaced as a whole, as the tables are.</summary>
    IReadOnlyDictionary<string, CustomApi> CustomApis { get; }
    TimeProvider Clock { get; }
    /// <summary>What a user may do.</summary>
    UserRights RightsOf(Guid userId);
    /// <summary>Runs work that writes, alone and in one transaction: all of it or, when it throws, nothing. Returns after the commit.</summary>
    Task<T> WriteAsync<T>(Caller caller, Func<IOrganizationSession, T> work, CancellationToken cancellation);
    /// <summary>Runs work that only reads, on a snapshot, beside writers.</summary>
    Task<T> ReadAsync<T>(Caller caller, Func<IOrganizationSession, T> work, CancellationToken cancellation);
}

/// <summary>Who calls and how.</summary>
/// <param name="UserId">The systemuser.</param>
/// <param name="Tag">The request's ?tag=, for plug-ins' SharedVariables.</param>
/// <param name="BypassSync">Custom synchronous steps are skipped.</param>
/// <param name="BypassAsync">Custom asynchronous steps are skipped.</param>
sealed record Caller(Guid UserId, string? Tag = null, bool BypassSync = false, bool BypassAsync = false);

/// <summary>The messages of one transaction. Every one runs the registered steps. Faults are <see cref="OrganizationFaultException"/>.</summary>
interface IOrganizationSession
{
    /// <summary>Creates a row; an empty id is replaced by a new one. Returns the id.</summary>
    Guid Create(TableRow row);
    /// <summary>Updates the columns that the row carries. A version that is not null must be the current one.</summary>
    void Update(TableRow row, long? expectedVersion = null);
    void Delete(string table, Guid id, long? expectedVersion = null);
    /// <summary>Whether there is such a row, which every caller may know who names it.</summary>
    bool Exists(string table, Guid id);
    /// <summary>A row by id with the columns wanted (null: all); null where there is none.</summary>
    TableRow? Find(string table, Guid id, IReadOnlyList<string>? columns = null);
    /// <summary>The id of the row with these alternate key values; null where there is none. Faults when the columns are no key.</summary>
    Guid? FindByKey(string table, IReadOnlyDictionary<string, object?> key);
    RowPage Query(RowQuery query);
    /// <summary>Calls a custom API; returns what its plug-in answered, by name.</summary>
    IReadOnlyDictionary<string, object?> Execute(MessageCall call);
    /// <summary>Rows changed or deleted after a version, at most <paramref name="most"/>, by version.</summary>
    ChangePage Changes(string table, long afterVersion, IReadOnlyList<string>? columns, int most);
}

/// <param name="Changed">Rows at their present state.</param>
/// <param name="Deleted">Ids deleted after the version asked for.</param>
/// <param name="UpToVersion">Where the next page, or the next delta, begins.</param>
/// <param name="More">True when more rows follow.</param>
sealed record ChangePage(IReadOnlyList<TableRow> Changed, IReadOnlyList<Guid> Deleted, long UpToVersion, bool More);

/// <summary>An error as Dataverse reports it.</summary>
sealed class OrganizationFaultException(FaultCode code, string message) : Exception(message)
{
    public FaultCode Code { get; } = code;
}

/// <summary>Dataverse error codes, as unsigned numbers.</summary>
enum FaultCode : uint
{
    ObjectDoesNotExist = 0x80040217,
    InvalidArgument = 0x80040203,
    PrivilegeDenied = 0x80040220,
    DuplicateRecord = 0x80040237,
    CannotDeleteDueToAssociation = 0x80040227,
    IsvAborted = 0x80040265,
    IsvUnexpected = 0x80040224,
    StringTooLong = 0x80044331,
    ValueOutOfRange = 0x80044330,
    InvalidChoice = 0x8004431A,
    ODataError = 0x80060888,
    KeyNotDefined = 0x80060890,
    RecordNotFoundByKey = 0x80060891,
    DuplicateKey = 0x80060892,
    VersionMismatch = 0x80060882,
    BadPayload = 0x80048D19,
    ExpiredVersionStamp = 0x80044352,
    LoopDetected = 0x80044182,
    Unsupported = 0x80040800,
}
