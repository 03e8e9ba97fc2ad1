using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>A row named by its id or by an alternate key; it may not exist.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Id">Its id, where the address says it.</param>
/// <param name="Key">Alternate key by column, where the address says that.</param>
sealed record RowAddress(TableModel Table, Guid? Id, IReadOnlyDictionary<string, object?>? Key)
{
    public static RowAddress Of(TableModel table, KeySegment segment)
    {
        var parts = segment.Keys.ToList();
        if (parts is [{ Value: Guid id } only] && table.Property(only.Key)?.Column.LogicalName == table.Table.PrimaryKey) return new(table, id, null);
        var key = new Dictionary<string, object?>();
        foreach (var part in parts)
        {
            var column = table.Property(part.Key)!.Column;
            var value = ConstantReader.Read(part.Value, column);
            key[column.LogicalName] = value is Guid target && ColumnProperty.LookupType(column.Type) ? new Lookup(column.Targets[0], target) : value;
        }
        return new(table, null, key);
    }

    /// <summary>The id; null where no row has the key. An id itself is not checked.</summary>
    public Guid? Find(IOrganizationSession session) => Id ?? session.FindByKey(Table.Table.LogicalName, Key!);

    /// <summary>The id; a fault where no row has the key.</summary>
    public Guid Require(IOrganizationSession session) => Find(session) ?? throw WebApiException.NoSuchKey(Table.Table.LogicalName);

    /// <summary>The fault for a row that does not exist.</summary>
    public WebApiException Missing() =>
        Id is { } id ? WebApiException.NoSuchRow(Table.Table.LogicalName, id) : WebApiException.NoSuchKey(Table.Table.LogicalName);
}
