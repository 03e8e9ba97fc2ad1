using System.Xml.Linq;

namespace CrmInsights.Packer.Model;

/// <summary>A table that the platform or Dynamics 365 Sales brings: the columns that our sources refer to, with their types.</summary>
/// <param name="Name">Logical name.</param>
/// <param name="SchemaName">Schema name.</param>
/// <param name="Key">The primary key.</param>
/// <param name="TypeByColumn">Types by logical name.</param>
/// <param name="WriterByColumn">Columns that a filter must not name: the app writes them, or the platform rolls them up.</param>
sealed record StockTable(
    string Name, string SchemaName, string Key, IReadOnlyDictionary<string, string> TypeByColumn, IReadOnlyDictionary<string, string> WriterByColumn)
{
    public static StockTable From(XElement table) => new(
        (string)table.Attribute("name")!,
        (string)table.Attribute("schema")!,
        (string)table.Attribute("key")!,
        ByColumn(table, "type"),
        ByColumn(table, "writer"));

    static Dictionary<string, string> ByColumn(XElement table, string attribute) =>
        table.Elements("columns")
            .Where(columns => columns.Attribute(attribute) is not null)
            .SelectMany(columns => Words(columns).Select(name => (name, Value: (string)columns.Attribute(attribute)!)))
            .DistinctBy(column => column.name)
            .ToDictionary(column => column.name, column => column.Value, StringComparer.Ordinal);

    public static string[] Words(XElement element) => element.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
