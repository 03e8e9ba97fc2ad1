using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Rows as plug-ins see them, and back.</summary>
static class EntityRows
{
    /// <param name="table">Table of the row.</param>
    /// <param name="row">The row.</param>
    /// <param name="keepsNull">True for a request's target; rows that are read leave empty columns out.</param>
    public static Entity ToEntity(TableDefinition table, TableRow row, bool keepsNull)
    {
        var entity = new Entity(table.LogicalName, row.Id) { RowVersion = row.Version == 0 ? null : row.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        foreach (var (name, value) in row.Values)
        {
            if (value is not null || keepsNull) entity[name] = ToSdk(table.Column(name), value);
        }
        return entity;
    }

    /// <param name="table">Table of the row.</param>
    /// <param name="row">A row that was read, with columns of joined tables.</param>
    /// <param name="linked">What a value is that is no column of the table itself.</param>
    public static Entity ToEntity(TableDefinition table, TableRow row, Func<string, (TableDefinition Table, ColumnDefinition Column)?> linked)
    {
        var own = new TableRow(row.Table, row.Id) { Version = row.Version, Values = row.Values.Where(pair => linked(pair.Key) is null).ToDictionary() };
        var entity = ToEntity(table, own, keepsNull: false);
        foreach (var (name, value) in row.Values)
        {
            if (value is not null && linked(name) is { } from) entity[name] = new AliasedValue(from.Table.LogicalName, from.Column.LogicalName, ToSdk(from.Column, value));
        }
        return entity;
    }

    public static TableRow ToRow(Entity entity)
    {
        if (entity.KeyAttributes.Count > 0) throw new NotSupportedException("Addressing a row by KeyAttributes is not supported by the embedded Dataverse.");
        if (entity.RelatedEntities.Count > 0) throw new NotSupportedException("Entity.RelatedEntities is not supported by the embedded Dataverse.");
        var row = new TableRow(entity.LogicalName, entity.Id);
        foreach (var (name, value) in entity.Attributes) row[name] = FromSdk(name, value);
        return row;
    }

    /// <summary>A value of a column or of a query's condition.</summary>
    public static object? FromSdk(string name, object? value) => value switch
    {
        OptionSetValue choice => choice.Value,
        Money money => money.Value,
        EntityReference reference when reference.KeyAttributes.Count == 0 => new Lookup(reference.LogicalName, reference.Id),
        DateTime time when time.Kind == DateTimeKind.Local => time.ToUniversalTime(),
        null or string or bool or int or long or decimal or double or Guid or DateTime => value,
        _ => throw new NotSupportedException($"The column '{name}' has a value of type {value.GetType().Name}, which is not supported by the embedded Dataverse."),
    };

    static object? ToSdk(ColumnDefinition column, object? value) => value switch
    {
        Lookup lookup => new EntityReference(lookup.Table, lookup.Id),
        int choice when column.Type is ColumnType.Choice or ColumnType.State or ColumnType.Status => new OptionSetValue(choice),
        decimal amount when column.Type == ColumnType.Money => new Money(amount),
        _ => value,
    };
}
