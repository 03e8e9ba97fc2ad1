using System.Text;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>One FROM clause: a table, and the joins that lookup paths ask for.</summary>
sealed class QueryScope(IReadOnlyDictionary<string, TableDefinition> tables, TableDefinition table, SqlText text)
{
    readonly Dictionary<string, QueryScope> _joined = new(StringComparer.Ordinal);
    readonly StringBuilder _joins = new();

    public TableDefinition Table => table;
    public SqlText Text => text;
    public string Alias { get; } = text.NextAlias();
    public string From => $"{Schema.Quote(table.LogicalName)} AS {Alias}{_joins}";

    public QueryScope Over(string tableName) => new(tables, tables.Table(tableName), text);

    public string Name(string column) => $"{Alias}.{Schema.Quote(column)}";

    /// <summary>The SQL name of a column, and what it is.</summary>
    public (string Sql, ColumnDefinition Column) Resolve(ColumnPath path) => Resolve(path, 0, _joins);

    /// <summary>The condition that a lookup of this scope points to a row of another; a polymorphic one has to name its table too.</summary>
    public string PointsTo(ColumnDefinition lookup, QueryScope target)
    {
        var condition = $"{Name(lookup.LogicalName)} = {target.Name(target.Table.PrimaryKey)}";
        return ColumnCodec.IsPolymorphic(lookup) ? $"{condition} AND {IsTable(lookup, target.Table.LogicalName)}" : condition;
    }

    public string IsTable(ColumnDefinition lookup, string tableName) => $"{Name(Schema.TargetColumn(lookup.LogicalName))} = '{tableName}'";

    (string Sql, ColumnDefinition Column) Resolve(ColumnPath path, int depth, StringBuilder joins)
    {
        if (depth < path.Steps.Count) return Join(path.Steps[depth], joins).Resolve(path, depth + 1, joins);
        var column = table.Column(path.Column);
        return (Name(column.LogicalName), column);
    }

    QueryScope Join(PathStep step, StringBuilder joins)
    {
        var key = $"{step.LookupColumn}/{step.TargetTable}";
        if (_joined.TryGetValue(key, out var joined)) return joined;
        joined = Over(step.TargetTable);
        joins.Append($" LEFT JOIN {Schema.Quote(step.TargetTable)} AS {joined.Alias} ON {PointsTo(table.Column(step.LookupColumn), joined)}");
        _joined.Add(key, joined);
        return joined;
    }
}
