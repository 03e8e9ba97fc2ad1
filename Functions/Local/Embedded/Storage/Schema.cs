using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>Brings the SQLite tables in line with the metadata: creates tables, adds columns and indexes, never takes one away.</summary>
static class Schema
{
    /// <summary>Lookups that point to few rows: an index would cost each write and help no query.</summary>
    static readonly string[] s_unindexedTargets = ["systemuser", "team", "businessunit", "transactioncurrency", "organization"];

    public static void Ensure(Statements database, IEnumerable<TableDefinition> tables)
    {
        foreach (var table in tables)
        {
            EnsureColumns(database, table);
            EnsureIndexes(database, table);
        }
    }

    public static string Quote(string name) => '"' + name + '"';

    /// <summary>Name of the column that holds the table a polymorphic lookup points to.</summary>
    public static string TargetColumn(string column) => column + "$table";

    static void EnsureColumns(Statements database, TableDefinition table)
    {
        var present = database.List("SELECT name FROM pragma_table_info(@0)", reader => reader.GetString(0), table.LogicalName).ToHashSet(StringComparer.Ordinal);
        if (present.Count == 0)
        {
            database.Execute($"CREATE TABLE {Quote(table.LogicalName)} ({Quote(table.PrimaryKey)} BLOB NOT NULL PRIMARY KEY)");
            present.Add(table.PrimaryKey);
        }
        foreach (var (name, type) in table.Columns.Values.SelectMany(Physical).Where(column => !present.Contains(column.Name)))
            database.Execute($"ALTER TABLE {Quote(table.LogicalName)} ADD COLUMN {Quote(name)} {type}");
    }

    static IEnumerable<(string Name, string Type)> Physical(ColumnDefinition column)
    {
        yield return (column.LogicalName, ColumnCodec.SqlType(column));
        if (ColumnCodec.IsPolymorphic(column)) yield return (TargetColumn(column.LogicalName), "TEXT");
    }

    static void EnsureIndexes(Statements database, TableDefinition table)
    {
        if (table.ChangeTracking) Index(database, table, SystemColumns.Version);
        // Jobs are taken in the order of their versions, those that are ready first.
        if (table.LogicalName == "asyncoperation") Index(database, table, "statecode", SystemColumns.Version);
        var lookups = table.Columns.Values.Where(column => ColumnCodec.IsLookup(column) && !column.Targets.Any(s_unindexedTargets.Contains));
        foreach (var column in lookups) Index(database, table, column.LogicalName);
        foreach (var key in table.Keys)
        {
            database.Execute($"CREATE UNIQUE INDEX IF NOT EXISTS {Quote("key_" + key.LogicalName)} ON {Quote(table.LogicalName)} "
                + $"({string.Join(", ", key.Columns.Select(Quote))})");
        }
    }

    static void Index(Statements database, TableDefinition table, params string[] columns) => database.Execute(
        $"CREATE INDEX IF NOT EXISTS {Quote($"ix_{table.LogicalName}_{string.Join('_', columns)}")} ON {Quote(table.LogicalName)} ({string.Join(", ", columns.Select(Quote))})");
}
