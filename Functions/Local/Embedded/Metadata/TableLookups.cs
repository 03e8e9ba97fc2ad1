using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Metadata;

/// <summary>Finds parts of the metadata by name, and faults as Dataverse does where there is none.</summary>
static class TableLookups
{
    public static TableDefinition Table(this IReadOnlyDictionary<string, TableDefinition> tables, string name) =>
        tables.TryGetValue(name, out var table) ? table
            : throw new OrganizationFaultException(FaultCode.ObjectDoesNotExist, $"The table '{name}' does not exist in this organisation.");

    public static ColumnDefinition Column(this TableDefinition table, string name) =>
        table.Columns.TryGetValue(name, out var column) ? column
            : throw new OrganizationFaultException(FaultCode.ODataError, $"Could not find a property named '{name}' on type 'Microsoft.Dynamics.CRM.{table.LogicalName}'.");

    /// <summary>The relationship behind a collection-valued navigation property.</summary>
    public static Relationship Collection(this TableDefinition table, string navigation) =>
        table.OneToMany.Find(relationship => relationship.CollectionNavigation == navigation)
            ?? throw new OrganizationFaultException(FaultCode.ODataError, $"'{table.LogicalName}' has no collection-valued navigation property '{navigation}'.");
}
