using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>Runs a query: one SELECT for the page, one for the count, and one for each expand of the page.</summary>
sealed class QueryRunner(Statements database, IReadOnlyDictionary<string, TableDefinition> tables)
{
    const int MostCounted = 5000;

    public RowPage Run(RowQuery query)
    {
        var scope = new QueryScope(tables, tables.Table(query.Table), new SqlText());
        var hidden = LookupsToFollow(scope.Table, query);
        var shape = new RowShape(scope.Table, query.Columns is null ? null : [.. query.Columns, .. hidden], scope.Alias);
        scope.Join(query.Links);
        var links = new LinkShape(query.Links, scope.Text, shape.Width);
        var where = query.Filter is null ? "1" : FilterSql.Write(query.Filter, scope);
        var order = OrderBy(query, scope);
        var sql = $"SELECT {(query.Distinct ? "DISTINCT " : "")}{shape.SelectList}{links.SelectList} FROM {scope.From} WHERE {where} ORDER BY {order} LIMIT {Most(query)} OFFSET {query.Skip}";
        var rows = database.List(sql, reader =>
        {
            var row = shape.Read(reader);
            links.Read(reader, row);
            return row;
        }, scope.Text.Arguments);
        var more = query.Top is { } top && rows.Count > top;
        if (more) rows.RemoveAt(rows.Count - 1);
        Expand(scope.Table, query.Expand, rows);
        foreach (var row in rows) hidden.ForEach(column => row.Values.Remove(column));
        return new RowPage(rows, more, query.Count ? Count(query) : null);
    }

    /// <summary>One row more than wanted tells whether there are more.</summary>
    static string Most(RowQuery query) => query.Top is { } top ? FormattableString.Invariant($"{(long)top + 1}") : "-1";

    int Count(RowQuery query)
    {
        var scope = new QueryScope(tables, tables.Table(query.Table), new SqlText());
        scope.Join(query.Links);
        var where = query.Filter is null ? "1" : FilterSql.Write(query.Filter, scope);
        var what = query.Distinct ? "DISTINCT " + scope.Name(scope.Table.PrimaryKey) : "1";
        return (int)(database.Number($"SELECT COUNT(*) FROM (SELECT {what} FROM {scope.From} WHERE {where} LIMIT {MostCounted})", scope.Text.Arguments) ?? 0);
    }

    /// <summary>Lookup columns that an expand needs and the caller did not ask for.</summary>
    static List<string> LookupsToFollow(TableDefinition table, RowQuery query) => query.Columns is null ? []
        : [.. query.Expand.Select(expand => table.ManyToOne.Find(relationship => relationship.LookupNavigation == expand.Navigation)?.LookupColumn)
            .OfType<string>().Where(column => !query.Columns.Contains(column)).Distinct()];

    static string OrderBy(RowQuery query, QueryScope scope)
    {
        var columns = query.Order.Select(order => scope.Resolve(order.Column).Sql + (order.Descending ? " DESC" : ""));
        return string.Join(", ", columns.Append(scope.Name(scope.Table.PrimaryKey)));
    }

    void Expand(TableDefinition table, IReadOnlyList<RowExpand> expands, List<TableRow> rows)
    {
        if (rows.Count == 0) return;
        foreach (var expand in expands)
        {
            foreach (var row in rows) row.Expanded ??= new Dictionary<string, object?>(StringComparer.Ordinal);
            if (table.ManyToOne.Find(relationship => relationship.LookupNavigation == expand.Navigation) is { } single)
                ExpandSingle(single, expand, rows);
            else
                ExpandCollection(table.Collection(expand.Navigation), expand, rows);
        }
    }

    void ExpandSingle(Relationship relationship, RowExpand expand, List<TableRow> rows)
    {
        var ids = rows.Select(row => Pointed(row, relationship)).OfType<Guid>().Distinct().ToList();
        var target = tables.Table(relationship.ReferencedTable);
        var found = Related(expand.Query with { Table = target.LogicalName, Order = [], Top = null, Skip = 0 }, target.PrimaryKey, ids).ToDictionary(row => row.Id);
        foreach (var row in rows)
            row.Expanded![expand.Navigation] = Pointed(row, relationship) is { } id ? found.GetValueOrDefault(id) : null;
    }

    static Guid? Pointed(TableRow row, Relationship relationship) =>
        row[relationship.LookupColumn] is Lookup lookup && lookup.Table == relationship.ReferencedTable ? lookup.Id : null;

    void ExpandCollection(Relationship relationship, RowExpand expand, List<TableRow> rows)
    {
        var lookup = relationship.LookupColumn;
        var isExtra = expand.Query.Columns is { } columns && !columns.Contains(lookup);
        var query = expand.Query with { Table = relationship.ReferencingTable, Columns = isExtra ? [.. expand.Query.Columns!, lookup] : expand.Query.Columns };
        var found = Related(query, lookup, [.. rows.Select(row => row.Id)]).ToLookup(row => ((Lookup)row[lookup]!).Id);
        foreach (var row in rows) row.Expanded![expand.Navigation] = found[row.Id].ToList();
        if (!isExtra) return;
        foreach (var child in found.SelectMany(group => group)) child.Values.Remove(lookup);
    }

    /// <summary>Rows of a table whose column holds one of the ids, with the order, top and expands of the query applied to each id.</summary>
    List<TableRow> Related(RowQuery query, string column, List<Guid> ids)
    {
        var scope = new QueryScope(tables, tables.Table(query.Table), new SqlText());
        var hidden = LookupsToFollow(scope.Table, query);
        var shape = new RowShape(scope.Table, query.Columns is null ? null : [.. query.Columns, .. hidden], scope.Alias);
        var where = query.Filter is null ? "1" : FilterSql.Write(query.Filter, scope);
        var order = OrderBy(query, scope);
        var rank = query.Top is null ? "0" : $"ROW_NUMBER() OVER (PARTITION BY {scope.Name(column)} ORDER BY {order})";
        var select = $"SELECT {shape.SelectList}, {rank} AS rank_ FROM {scope.From} WHERE {scope.Name(column)} IN ({IdList(scope.Text, ids)}) AND {where} ORDER BY {order}";
        if (query.Top is { } top) select = FormattableString.Invariant($"SELECT * FROM ({select}) WHERE rank_ <= {top}");
        var rows = database.List(select, shape.Read, scope.Text.Arguments);
        Expand(scope.Table, query.Expand, rows);
        foreach (var row in rows) hidden.ForEach(name => row.Values.Remove(name));
        return rows;
    }

    /// <summary>The ids as one argument, cut into pieces by SQLite, so that pages of all sizes share one prepared statement.</summary>
    static string IdList(SqlText text, List<Guid> ids)
    {
        var bytes = new byte[ids.Count * 16];
        for (var index = 0; index < ids.Count; index++) ids[index].TryWriteBytes(bytes.AsSpan(index * 16), bigEndian: true, out _);
        var all = text.Argument(bytes);
        return $"WITH RECURSIVE piece(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM piece WHERE (n + 2) * 16 <= length({all})) "
            + $"SELECT substr({all}, n * 16 + 1, 16) FROM piece";
    }
}
