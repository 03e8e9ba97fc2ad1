using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>Change tracking: rows by their version, deletions from a log that is kept for seven days.</summary>
sealed class ChangeLog(Statements database, TimeProvider clock)
{
    static readonly TimeSpan s_kept = TimeSpan.FromDays(7);

    long Oldest => ColumnCodec.ToSeconds(clock.GetUtcNow().UtcDateTime - s_kept);

    public void Deleted(TableDefinition table, Guid id, long version) => database.Execute(
        "INSERT INTO kernel_deletion (tablename, version, id, deletedon) VALUES (@0, @1, @2, @3)",
        table.LogicalName, version, ColumnCodec.ToSql(id), ColumnCodec.ToSeconds(clock.GetUtcNow().UtcDateTime));

    /// <summary>Drops what is older than seven days and remembers up to which version deletions are unknown.</summary>
    public void Purge()
    {
        var last = database.Number("SELECT MAX(version) FROM kernel_deletion WHERE deletedon < @0", Oldest);
        if (last is null) return;
        database.Execute("DELETE FROM kernel_deletion WHERE deletedon < @0", Oldest);
        database.Execute("INSERT INTO kernel_state (name, value) VALUES ('purged', @0) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)", last.Value);
    }

    /// <summary>Changes after a version, by version: at most <paramref name="most"/> rows and deletions together.</summary>
    public ChangePage Read(TableDefinition table, long after, IReadOnlyList<string>? columns, int most)
    {
        if (!table.ChangeTracking)
            throw new OrganizationFaultException(FaultCode.InvalidArgument, $"Change tracking is not enabled for the table '{table.LogicalName}'.");
        ThrowIfExpired(table, after);
        var shape = new RowShape(table, columns, "t0");
        var rows = database.List($"SELECT {shape.SelectList} FROM {Schema.Quote(table.LogicalName)} AS t0 WHERE t0.versionnumber > @0 ORDER BY t0.versionnumber LIMIT @1",
            shape.Read, after, (long)most + 1);
        // Who asks for everything has nothing that could have been deleted.
        var gone = after == 0 ? [] : database.List(
            "SELECT id, version FROM kernel_deletion WHERE tablename = @0 AND version > @1 ORDER BY version LIMIT @2",
            reader => (Id: ColumnCodec.ReadId(reader, 0), Version: reader.GetInt64(1)), table.LogicalName, after, (long)most + 1);

        var versions = rows.Select(row => row.Version).Concat(gone.Select(deletion => deletion.Version)).Order().ToList();
        var more = versions.Count > most;
        var upTo = more ? versions[most - 1] : database.Number("SELECT value FROM kernel_state WHERE name = 'version'") ?? after;
        return new ChangePage([.. rows.Where(row => !more || row.Version <= upTo)],
            [.. gone.Where(deletion => !more || deletion.Version <= upTo).Select(deletion => deletion.Id)], upTo, more);
    }

    void ThrowIfExpired(TableDefinition table, long after)
    {
        if (after == 0) return;
        var purged = database.Number("SELECT value FROM kernel_state WHERE name = 'purged'") ?? 0;
        var expired = database.Number("SELECT MAX(version) FROM kernel_deletion WHERE tablename = @0 AND deletedon < @1", table.LogicalName, Oldest) ?? 0;
        if (after < Math.Max(purged, expired))
            throw new OrganizationFaultException(FaultCode.ExpiredVersionStamp, "Version stamp associated with the client has expired. Please perform a full sync.");
    }
}
