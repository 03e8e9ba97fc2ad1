using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>Single rows in SQLite. Values have to be valid; what rules apply is decided above.</summary>
sealed class RowStore(Statements database, IReadOnlyDictionary<string, TableDefinition> tables)
{
    const int UniqueViolated = 2067;
    const int PrimaryKeyViolated = 1555;

    public TableRow? Find(string tableName, Guid id, IReadOnlyList<string>? columns = null)
    {
        var table = tables.Table(tableName);
        var shape = columns is null ? RowShape.Whole(table) : new RowShape(table, columns, "t0");
        var sql = $"SELECT {shape.SelectList} FROM {Schema.Quote(tableName)} AS t0 WHERE t0.{Schema.Quote(table.PrimaryKey)} = @0";
        return database.List(sql, shape.Read, ColumnCodec.ToSql(id)).FirstOrDefault();
    }

    public bool Exists(string tableName, Guid id) => database.Number(
        $"SELECT 1 FROM {Schema.Quote(tableName)} WHERE {Schema.Quote(tables.Table(tableName).PrimaryKey)} = @0", ColumnCodec.ToSql(id)) is not null;

    /// <summary>Ids of rows whose lookup points to a row.</summary>
    public List<Guid> Pointing(Relationship relationship, Guid id)
    {
        var table = tables.Table(relationship.ReferencingTable);
        var lookup = table.Column(relationship.LookupColumn);
        var sql = $"SELECT {Schema.Quote(table.PrimaryKey)} FROM {Schema.Quote(table.LogicalName)} WHERE {Schema.Quote(lookup.LogicalName)} = @0";
        if (ColumnCodec.IsPolymorphic(lookup)) sql += $" AND {Schema.Quote(Schema.TargetColumn(lookup.LogicalName))} = '{relationship.ReferencedTable}'";
        return database.List(sql, reader => ColumnCodec.ReadId(reader, 0), ColumnCodec.ToSql(id));
    }

    public Guid? FindByKey(TableDefinition table, IReadOnlyDictionary<string, object?> key)
    {
        var conditions = key.Keys.Select((column, index) => $"{Schema.Quote(column)} = @{index}");
        var sql = $"SELECT {Schema.Quote(table.PrimaryKey)} FROM {Schema.Quote(table.LogicalName)} WHERE {string.Join(" AND ", conditions)}";
        var values = key.Select(part => ColumnCodec.ToConstant(table.Column(part.Key), part.Value)).ToArray();
        var found = database.List(sql, reader => ColumnCodec.ReadId(reader, 0), values);
        return found.Count == 0 ? null : found[0];
    }

    public void Insert(TableDefinition table, TableRow row)
    {
        var (columns, values) = Physical(table, row, row.Values);
        var places = string.Join(", ", Enumerable.Range(0, columns.Count).Select(index => FormattableString.Invariant($"@{index}")));
        Guarded(table, row, () => database.Execute(
            $"INSERT INTO {Schema.Quote(table.LogicalName)} ({string.Join(", ", columns.Select(Schema.Quote))}) VALUES ({places})", [.. values]));
    }

    /// <summary>Writes the values and the version of a row that exists.</summary>
    public void Update(TableDefinition table, TableRow row)
    {
        var (columns, values) = Physical(table, row, row.Values);
        var sets = columns.Select((column, index) => FormattableString.Invariant($"{Schema.Quote(column)} = @{index}"));
        Guarded(table, row, () => database.Execute(
            $"UPDATE {Schema.Quote(table.LogicalName)} SET {string.Join(", ", sets)} WHERE {Schema.Quote(table.PrimaryKey)} = @0", [.. values]));
    }

    public void Delete(TableDefinition table, Guid id) =>
        database.Execute($"DELETE FROM {Schema.Quote(table.LogicalName)} WHERE {Schema.Quote(table.PrimaryKey)} = @0", ColumnCodec.ToSql(id));

    /// <summary>Columns with values, in the order of the metadata, so that equal requests share a prepared statement. The key stands first.</summary>
    static (List<string> Columns, List<object> Values) Physical(TableDefinition table, TableRow row, Dictionary<string, object?> carried)
    {
        List<string> columns = [table.PrimaryKey, SystemColumns.Version];
        List<object> values = [ColumnCodec.ToSql(row.Id), row.Version];
        foreach (var column in table.Columns.Values)
        {
            if (column.Type == ColumnType.PrimaryKey || column.LogicalName == SystemColumns.Version || !carried.TryGetValue(column.LogicalName, out var value)) continue;
            columns.Add(column.LogicalName);
            values.Add(ColumnCodec.ToSql(column, value));
            if (!ColumnCodec.IsPolymorphic(column)) continue;
            columns.Add(Schema.TargetColumn(column.LogicalName));
            values.Add(value is Lookup lookup ? lookup.Table : DBNull.Value);
        }
        return (columns, values);
    }

    static void Guarded(TableDefinition table, TableRow row, Action write)
    {
        try
        {
            write();
        }
        catch (SqliteException error) when (error.SqliteExtendedErrorCode == PrimaryKeyViolated)
        {
            throw new OrganizationFaultException(FaultCode.DuplicateRecord, "A record with matching key values already exists.");
        }
        catch (SqliteException error) when (error.SqliteExtendedErrorCode == UniqueViolated)
        {
            throw new OrganizationFaultException(FaultCode.DuplicateKey, DuplicateKey(table, row, error.Message));
        }
    }

    static string DuplicateKey(TableDefinition table, TableRow row, string message)
    {
        var key = table.Keys.Find(candidate => candidate.Columns.All(column => message.Contains($"{table.LogicalName}.{column}", StringComparison.Ordinal)));
        var values = string.Join(", ", key?.Columns.Select(column => $"{column} = {row[column]}") ?? []);
        return $"Entity Key {key?.LogicalName} violated. A record with the same value for {values} already exists in '{table.LogicalName}'.";
    }
}
