using System.Runtime.CompilerServices;
using System.Text;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>Which columns a SELECT lists and how a row is made of them. The primary key and the version stand first, always.</summary>
sealed class RowShape
{
    static readonly ConditionalWeakTable<TableDefinition, RowShape> s_whole = [];

    readonly TableDefinition _table;
    readonly List<(ColumnDefinition Column, int Ordinal)> _columns = [];
    readonly bool _showsVersion;

    public RowShape(TableDefinition table, IReadOnlyCollection<string>? columns, string alias)
    {
        _table = table;
        _showsVersion = columns is null || columns.Contains(SystemColumns.Version);
        var list = new StringBuilder($"{alias}.{Schema.Quote(table.PrimaryKey)}, {alias}.{Schema.Quote(SystemColumns.Version)}");
        var ordinal = 2;
        foreach (var column in Chosen(table, columns))
        {
            _columns.Add((column, ordinal++));
            list.Append(", ").Append(alias).Append('.').Append(Schema.Quote(column.LogicalName));
            if (!ColumnCodec.IsPolymorphic(column)) continue;
            list.Append(", ").Append(alias).Append('.').Append(Schema.Quote(Schema.TargetColumn(column.LogicalName)));
            ordinal++;
        }
        (SelectList, Width) = (list.ToString(), ordinal);
    }

    public string SelectList { get; }
    /// <summary>Number of columns in the list.</summary>
    public int Width { get; }

    /// <summary>All columns, under the alias <c>t0</c>.</summary>
    public static RowShape Whole(TableDefinition table) => s_whole.GetValue(table, whole => new RowShape(whole, null, "t0"));

    public TableRow Read(SqliteDataReader reader)
    {
        var id = ColumnCodec.ReadId(reader, 0);
        var values = new Dictionary<string, object?>(_columns.Count + 2, StringComparer.Ordinal) { [_table.PrimaryKey] = id };
        var row = new TableRow(_table.LogicalName, id) { Version = reader.GetInt64(1), Values = values };
        if (_showsVersion) values[SystemColumns.Version] = row.Version;
        foreach (var (column, ordinal) in _columns) values[column.LogicalName] = ColumnCodec.FromSql(column, reader, ordinal);
        return row;
    }

    static IEnumerable<ColumnDefinition> Chosen(TableDefinition table, IReadOnlyCollection<string>? columns)
    {
        var chosen = columns is null ? table.Columns.Values : columns.Distinct(StringComparer.Ordinal).Select(name => table.Column(name));
        return chosen.Where(column => column.LogicalName != table.PrimaryKey && column.LogicalName != SystemColumns.Version);
    }
}
