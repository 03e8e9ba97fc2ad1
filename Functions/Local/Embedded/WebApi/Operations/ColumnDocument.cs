using System.Text.Json.Nodes;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>The metadata of one column as JSON.</summary>
static class ColumnDocument
{
    public static JsonObject Of(TableDefinition table, ColumnDefinition column)
    {
        var (type, name) = Kind(column.Type);
        var document = new JsonObject
        {
            ["@odata.type"] = $"#{WebApiModel.Namespace}.{type}",
            ["MetadataId"] = StableId.Of($"{table.LogicalName}.{column.LogicalName}"),
            ["LogicalName"] = column.LogicalName,
            ["SchemaName"] = column.SchemaName,
            ["AttributeType"] = name,
            ["EntityLogicalName"] = table.LogicalName,
            ["IsPrimaryId"] = column.LogicalName == table.PrimaryKey,
            ["IsPrimaryName"] = column.LogicalName == table.PrimaryName,
            ["IsValidForCreate"] = column.ValidForCreate,
            ["IsValidForUpdate"] = column.ValidForUpdate,
            ["DisplayName"] = MetadataDocument.Label(column.DisplayName),
        };
        if (column.MaxLength is { } length) document["MaxLength"] = length;
        if (column.MinValue is { } least) document["MinValue"] = least;
        if (column.MaxValue is { } most) document["MaxValue"] = most;
        if (column.Precision is { } precision) document["Precision"] = precision;
        if (column.Targets.Count > 0) document["Targets"] = new JsonArray([.. column.Targets.Select(target => JsonValue.Create(target))]);
        if (column.Options.Count > 0) document["OptionSet"] = OptionSet(table, column);
        return document;
    }

    static JsonObject OptionSet(TableDefinition table, ColumnDefinition column) => new()
    {
        ["MetadataId"] = StableId.Of($"{table.LogicalName}.{column.LogicalName}.options"),
        ["Name"] = $"{table.LogicalName}_{column.LogicalName}",
        ["Options"] = new JsonArray([.. column.Options.Select(Option)]),
    };

    static JsonObject Option(ChoiceOption option)
    {
        var document = new JsonObject { ["Value"] = option.Value, ["Label"] = MetadataDocument.Label(option.Label) };
        if (option.State is { } state) document["State"] = state;
        return document;
    }

    static (string Type, string Name) Kind(ColumnType type) => type switch
    {
        ColumnType.Text => ("StringAttributeMetadata", "String"),
        ColumnType.Memo => ("MemoAttributeMetadata", "Memo"),
        ColumnType.Boolean => ("BooleanAttributeMetadata", "Boolean"),
        ColumnType.Integer => ("IntegerAttributeMetadata", "Integer"),
        ColumnType.BigInteger => ("BigIntAttributeMetadata", "BigInt"),
        ColumnType.Decimal => ("DecimalAttributeMetadata", "Decimal"),
        ColumnType.Money => ("MoneyAttributeMetadata", "Money"),
        ColumnType.Double => ("DoubleAttributeMetadata", "Double"),
        ColumnType.DateTime or ColumnType.DateOnly => ("DateTimeAttributeMetadata", "DateTime"),
        ColumnType.Choice => ("PicklistAttributeMetadata", "Picklist"),
        ColumnType.State => ("StateAttributeMetadata", "State"),
        ColumnType.Status => ("StatusAttributeMetadata", "Status"),
        ColumnType.Lookup => ("LookupAttributeMetadata", "Lookup"),
        ColumnType.Owner => ("LookupAttributeMetadata", "Owner"),
        ColumnType.Customer => ("LookupAttributeMetadata", "Customer"),
        _ => ("UniqueIdentifierAttributeMetadata", "Uniqueidentifier"),
    };
}
