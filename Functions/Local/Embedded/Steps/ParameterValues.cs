using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Values of a custom API's parameters: checked against their type, as plug-ins see them, and back.</summary>
static class ParameterValues
{
    /// <exception cref="OrganizationFaultException">The value is not of the parameter's type.</exception>
    public static object Checked(string message, ApiParameter parameter, object value)
    {
        var fits = parameter.Type switch
        {
            ParameterType.Boolean => value is bool,
            ParameterType.DateTime => value is DateTime,
            ParameterType.Decimal or ParameterType.Money => value is decimal,
            ParameterType.Entity => value is TableRow,
            ParameterType.EntityCollection => value is IReadOnlyList<TableRow>,
            ParameterType.EntityReference => value is Lookup,
            ParameterType.Float => value is double,
            ParameterType.Integer or ParameterType.Picklist => value is int,
            ParameterType.String => value is string,
            ParameterType.StringArray => value is string[],
            _ => value is Guid,
        };
        return fits ? value : throw new OrganizationFaultException(FaultCode.InvalidArgument,
            $"The parameter '{parameter.Name}' of '{message}' is of type {parameter.Type}; found a value of type {value.GetType().Name} ('{value}').");
    }

    public static object? ToSdk(ParameterType type, object? value, IReadOnlyDictionary<string, TableDefinition> tables) => (type, value) switch
    {
        (ParameterType.Money, decimal amount) => new Money(amount),
        (ParameterType.Picklist, int choice) => new OptionSetValue(choice),
        (_, Lookup reference) => new EntityReference(reference.Table, reference.Id),
        (_, TableRow row) => EntityRows.ToEntity(tables.Table(row.Table), row, keepsNull: true),
        (_, IReadOnlyList<TableRow> rows) => new EntityCollection([.. rows.Select(row => EntityRows.ToEntity(tables.Table(row.Table), row, keepsNull: true))]),
        _ => value,
    };

    public static object? FromSdk(string name, object? value) => value switch
    {
        Entity entity => EntityRows.ToRow(entity),
        EntityCollection rows => rows.Entities.Select(EntityRows.ToRow).ToList(),
        string[] => value,
        _ => EntityRows.FromSdk(name, value),
    };
}
