using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>Holds a request to the metadata.</summary>
static class RowCheck
{
    /// <summary>A copy of the row with values in the types of their columns. Columns that only the platform writes are left out, as Dataverse leaves them out.</summary>
    public static TableRow Checked(TableDefinition table, TableRow row, Func<ColumnDefinition, bool> isWritable)
    {
        var values = new Dictionary<string, object?>(row.Values.Count + 16, StringComparer.Ordinal);
        foreach (var (name, value) in row.Values)
        {
            var column = table.Column(name);
            if (column.Type != ColumnType.PrimaryKey && isWritable(column)) values[name] = value is null ? null : ValueCheck.Checked(table, column, value);
        }
        return new TableRow(table.LogicalName, row.Id) { Values = values };
    }

    public static void ThrowIfRequiredMissing(Operation operation)
    {
        foreach (var column in operation.Table.Columns.Values)
        {
            if (!column.Required || operation[column.LogicalName] is not null) continue;
            if (!operation.IsCreate && !operation.Carries(column.LogicalName)) continue;
            throw new OrganizationFaultException(FaultCode.InvalidArgument,
                $"The required column '{column.LogicalName}' ({column.DisplayName}) of '{operation.Table.LogicalName}' is empty.");
        }
    }

    /// <summary>Every lookup that the request carries has to point to a row.</summary>
    public static void ThrowIfTargetMissing(Operation operation)
    {
        foreach (var (column, value) in operation.Target.Values)
        {
            if (value is not Lookup lookup || Equals(operation.Before?[column], value) || IsOwnStamp(operation, column, lookup)) continue;
            if (!operation.Session.Transaction.Rows.Exists(lookup.Table, lookup.Id))
                throw new OrganizationFaultException(FaultCode.ObjectDoesNotExist, $"Entity '{lookup.Table}' With Id = {lookup.Id} Does Not Exist");
        }
    }

    /// <summary>What the platform wrote itself needs no look: the caller is known when the session opens.</summary>
    static bool IsOwnStamp(Operation operation, string column, Lookup lookup) =>
        column == "owningbusinessunit" || lookup.Id == operation.Session.Caller.UserId || lookup.Id == operation.Session.Facts.BaseCurrencyId;
}
