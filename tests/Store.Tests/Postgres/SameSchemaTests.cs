using System.Text.RegularExpressions;
using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Tests.Postgres;

/// <summary>Both kinds of store have the same tables, columns and indexes; only types may differ.</summary>
public sealed partial class SameSchemaTests
{
    [Fact]
    public void Both_kinds_of_store_have_the_same_tables_columns_and_indexes()
    {
        var sqlite = Migrations.For("sqlite");
        var postgres = Migrations.For("postgres");

        postgres.Select(migration => migration.Name).ShouldBe(sqlite.Select(migration => migration.Name));
        postgres.SelectMany(Shape).ShouldBe(sqlite.SelectMany(Shape));
    }

    // The name at the start of each line, with what must agree besides: null or not, the default, the key, all of an index.
    static IEnumerable<string> Shape(Migration migration) => migration.Sql.Split('\n')
        .Where(line => !line.StartsWith("--", StringComparison.Ordinal))
        .Select(line => Types().Replace(line, "")).Where(line => line.Trim().Length > 0);

    [GeneratedRegex(""" (text|blob|integer|real|bigint|uuid|numeric|bytea|double precision)| collate "C"| without rowid|\s+$""")]
    private static partial Regex Types();
}
