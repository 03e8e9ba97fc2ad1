using System.Runtime.CompilerServices;
using CrmInsights.Dataverse;

namespace CrmInsights.App.Tests;

/// <summary>A Dataverse in memory: rows by table, changes by a counter, and faults a test asks for. Several instances of the app may call it at once.</summary>
sealed class FakeDataverse : IDataverse
{
    readonly Lock _lock = new();
    readonly Dictionary<(string Table, Guid Id), FakeRow> _rows = [];
    readonly Dictionary<(string Table, Guid Id), long> _deleted = [];
    readonly HashSet<string> _expired = [];
    long _version;

    public Guid OrganizationId { get; set; } = Sample.Organization;
    public List<WriteRequest> Writes { get; } = [];
    /// <summary>Runs before every call; throws to be an outage.</summary>
    public Action<string> OnCall { get; set; } = _ => { };
    /// <summary>Rows that are refused, by id.</summary>
    public Dictionary<Guid, RowOutcome.Rejected> Refused { get; } = [];
    /// <summary>Every table's link is refused once.</summary>
    public bool LinksExpired { get; set; }

    public IReadOnlyDictionary<string, object?> Columns(string table, Guid id) => _rows[(table, id)].Values;

    public long Put(DataverseTable table, Guid id, params (string Column, object? Value)[] values)
    {
        using var held = _lock.EnterScope();
        var row = _rows.TryGetValue((table.LogicalName, id), out var known) ? known : _rows[(table.LogicalName, id)] = new FakeRow([], 0);
        foreach (var (column, value) in values) row.Values[column] = value;
        _rows[(table.LogicalName, id)] = row with { Version = ++_version };
        return _version;
    }

    public void Delete(DataverseTable table, Guid id)
    {
        using var held = _lock.EnterScope();
        _rows.Remove((table.LogicalName, id));
        _deleted[(table.LogicalName, id)] = ++_version;
    }

    /// <summary>What a real one does after seven days.</summary>
    public void ForgetDeletions() => _deleted.Clear();

    public Task<Identity> WhoAmIAsync(CancellationToken cancellation)
    {
        OnCall("who");
        return Task.FromResult(new Identity(OrganizationId, Guid.Empty));
    }

    public async IAsyncEnumerable<Row> ReadAsync(RowsQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        OnCall("read " + query.Table.LogicalName);
        await Task.Yield();
        foreach (var row in RowsOf(query.Table, 0)) yield return row;
    }

    public Task<ChangesResult> ReadChangesAsync(ChangesQuery query, CancellationToken cancellation)
    {
        OnCall("changes " + query.Table.LogicalName);
        using var held = _lock.EnterScope();
        if (query.Link is not null && LinksExpired && _expired.Add(query.Table.LogicalName))
            return Task.FromResult<ChangesResult>(new ChangesResult.Expired("too old"));
        var since = query.Link is null ? 0 : long.Parse(query.Link, System.Globalization.CultureInfo.InvariantCulture);
        var deleted = query.Link is null ? [] : _deleted.Where(row => row.Key.Table == query.Table.LogicalName && row.Value > since).Select(row => row.Key.Id);
        return Task.FromResult<ChangesResult>(new ChangesResult.Page(
            [.. RowsOf(query.Table, since)], [.. deleted], _version.ToString(System.Globalization.CultureInfo.InvariantCulture), IsLast: true));
    }

    public Task<WriteResult> WriteAsync(WriteRequest request, CancellationToken cancellation)
    {
        OnCall("write " + request.Table.LogicalName);
        using var held = _lock.EnterScope();
        Writes.Add(request);
        return Task.FromResult(new WriteResult([.. request.Rows.Select(row => Write(request, row))]));
    }

    RowOutcome Write(WriteRequest request, RowWrite row)
    {
        var id = row.Row!.Id!.Value;
        if (Refused.TryGetValue(id, out var refusal)) return refusal;
        if (request.Kind == WriteKind.Update && !_rows.ContainsKey((request.Table.LogicalName, id))) return new RowOutcome.Rejected("0x80040217", "Does Not Exist");
        if (row.Values.Values.OfType<RowReference>().FirstOrDefault(IsMissing) is { } missing)
            return new RowOutcome.Rejected("0x80040217", $"{missing.Table.LogicalName} With Id = {missing.Id} Does Not Exist");
        // As the guard plug-in does: an objected row keeps no score, whoever writes it.
        var objected = _rows.TryGetValue((request.Table.LogicalName, id), out var stored) && stored.Values.GetValueOrDefault("ci_profilingstatus") is 712340002;
        Put(request.Table, id, [.. row.Values.Where(_ => !objected).Select(value => (value.Key, value.Value))]);
        return new RowOutcome.Written(id);
    }

    bool IsMissing(RowReference link) =>
        (link.Table == DataverseTable.Segment || link.Table == DataverseTable.Product) && !_rows.ContainsKey((link.Table.LogicalName, link.Id!.Value));

    List<Row> RowsOf(DataverseTable table, long since)
    {
        using var held = _lock.EnterScope();
        return [.. _rows.Where(row => row.Key.Table == table.LogicalName && row.Value.Version > since)
            .OrderBy(row => row.Value.Version)
            .Select(row => row.Value.ToRow(table, row.Key.Id))];
    }
}
