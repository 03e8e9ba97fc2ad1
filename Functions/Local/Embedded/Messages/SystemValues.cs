using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>Columns that the platform fills: who, when, whose.</summary>
static class SystemValues
{
    public static void OnCreate(Operation operation)
    {
        var now = operation.Session.Transaction.Now;
        var caller = new Lookup("systemuser", operation.Session.Caller.UserId);
        var backdated = operation["overriddencreatedon"];
        operation.Stamp("createdon", backdated ?? now);
        // Once the row exists, the column tells when it really was written.
        if (backdated is not null) operation["overriddencreatedon"] = now;
        operation.Stamp("modifiedon", now);
        operation.Stamp("createdby", caller);
        operation.Stamp("modifiedby", caller);
        operation.Default("ownerid", caller);
        operation.Stamp("owninguser", operation["ownerid"]);
        operation.Default("owningbusinessunit", new Lookup("businessunit", operation.Session.Facts.BusinessUnitId));
        foreach (var column in operation.Table.Columns.Values)
            DefaultOf(operation, column);
    }

    public static void OnUpdate(Operation operation)
    {
        operation.Stamp("modifiedon", operation.Session.Transaction.Now);
        operation.Stamp("modifiedby", new Lookup("systemuser", operation.Session.Caller.UserId));
        if (operation.Carries("ownerid")) operation.Stamp("owninguser", operation["ownerid"]);
    }

    static void DefaultOf(Operation operation, ColumnDefinition column)
    {
        if (column.Type == ColumnType.Boolean && !operation.Carries(column.LogicalName)) operation[column.LogicalName] = column.DefaultValue == 1;
        else if (column is { Type: ColumnType.Choice, DefaultValue: { } value } && !operation.Carries(column.LogicalName)) operation[column.LogicalName] = value;
    }
}
