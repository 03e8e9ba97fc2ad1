using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>A column and the property that shows it: the same name, but <c>_name_value</c> for a lookup.</summary>
sealed class ColumnProperty(ColumnDefinition column)
{
    public const string FormattedValue = "OData.Community.Display.V1.FormattedValue";
    public const string LogicalName = "Microsoft.Dynamics.CRM.lookuplogicalname";
    public const string AssociatedNavigation = "Microsoft.Dynamics.CRM.associatednavigationproperty";

    public ColumnDefinition Column { get; } = column;
    public string Name { get; } = NameOf(column);
    public JsonEncodedText Json { get; } = JsonEncodedText.Encode(NameOf(column));
    public JsonEncodedText JsonFormatted { get; } = JsonEncodedText.Encode($"{NameOf(column)}@{FormattedValue}");
    public JsonEncodedText JsonLogicalName { get; } = JsonEncodedText.Encode($"{NameOf(column)}@{LogicalName}");
    public JsonEncodedText JsonNavigation { get; } = JsonEncodedText.Encode($"{NameOf(column)}@{AssociatedNavigation}");
    public bool IsLookup { get; } = LookupType(column.Type);

    public static bool LookupType(ColumnType type) => type is ColumnType.Lookup or ColumnType.Owner or ColumnType.Customer;

    static string NameOf(ColumnDefinition column) => LookupType(column.Type) ? $"_{column.LogicalName}_value" : column.LogicalName;
}
