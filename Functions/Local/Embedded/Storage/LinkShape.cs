using System.Text;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>The columns of joined tables behind those of the row itself, and how they get into it.</summary>
sealed class LinkShape
{
    readonly List<(string Name, ColumnDefinition Column, int Ordinal)> _columns = [];

    /// <param name="links">Links of the query.</param>
    /// <param name="text">Where they are joined.</param>
    /// <param name="ordinal">Number of columns before them.</param>
    public LinkShape(IReadOnlyList<RowLink> links, SqlText text, int ordinal)
    {
        var list = new StringBuilder();
        foreach (var link in All(links))
        {
            var scope = text.Links[link.Alias];
            foreach (var column in link.Columns.Select(name => scope.Table.Column(name)))
            {
                _columns.Add(($"{link.Alias}.{column.LogicalName}", column, ordinal++));
                list.Append(", ").Append(scope.Name(column.LogicalName));
                if (!ColumnCodec.IsPolymorphic(column)) continue;
                list.Append(", ").Append(scope.Name(Schema.TargetColumn(column.LogicalName)));
                ordinal++;
            }
        }
        SelectList = list.ToString();
    }

    /// <summary>Begins with a comma, unless it is empty.</summary>
    public string SelectList { get; }

    public void Read(SqliteDataReader reader, TableRow row)
    {
        foreach (var (name, column, ordinal) in _columns) row[name] = ColumnCodec.FromSql(column, reader, ordinal);
    }

    static IEnumerable<RowLink> All(IEnumerable<RowLink> links) => links.SelectMany(link => All(link.Links).Prepend(link));
}
