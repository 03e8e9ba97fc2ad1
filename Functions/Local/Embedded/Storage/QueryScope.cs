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
    public (string Sql, ColumnDefinition Column) Resolve(ColumnPath path) =>
        path.Link is { } link ? text.Links[link].Resolve(path with { Link = null }) : Resolve(path, 0, _joins);

    /// <summary>Joins the tables of the links, and those below them.</summary>
    public void Join(IReadOnlyList<RowLink> links)
    {
        // First all names: a condition may name a link behind it.
        var scopes = new List<(RowLink Link, QueryScope Parent, QueryScope Joined)>();
        Collect(links, scopes);
        foreach (var (link, parent, joined) in scopes)
        {
            var filter = link.Filter is null ? "" : " AND " + FilterSql.Write(link.Filter, joined);
            _joins.Append($" {(link.IsOuter ? "LEFT JOIN" : "JOIN")} {Schema.Quote(link.Table)} AS {joined.Alias} ON {Matches(link, parent, joined)}{filter}");
        }
    }

    void Collect(IReadOnlyList<RowLink> links, List<(RowLink, QueryScope, QueryScope)> scopes)
    {
        foreach (var link in links)
        {
            var joined = Over(link.Table);
            text.Links.Add(link.Alias, joined);
            scopes.Add((link, this, joined));
            joined.Collect(link.Links, scopes);
        }
    }

    /// <summary>A polymorphic lookup on either side has to point to the table of the other side.</summary>
    static string Matches(RowLink link, QueryScope parent, QueryScope joined)
    {
        var condition = $"{joined.Name(link.From)} = {parent.Name(link.To)}";
        if (parent.Table.Column(link.To) is var to && ColumnCodec.IsPolymorphic(to)) condition += $" AND {parent.IsTable(to, link.Table)}";
        if (joined.Table.Column(link.From) is var from && ColumnCodec.IsPolymorphic(from)) condition += $" AND {joined.IsTable(from, parent.Table.LogicalName)}";
        return condition;
    }

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
