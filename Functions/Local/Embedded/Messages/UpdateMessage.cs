using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Steps;

namespace CrmInsights.Local.Embedded.Messages;

static class UpdateMessage
{
    public static void Run(Session session, TableRow row, long? expectedVersion)
    {
        var table = session.Transaction.Tables.Table(row.Table);
        var before = Existing(session, table, row.Id, expectedVersion);
        var operation = new Operation(Operation.Update, table, RowCheck.Checked(table, row, column => column.ValidForUpdate), before, session);

        var steps = StepPipeline.Of(operation);
        steps?.RunBefore();
        SystemValues.OnUpdate(operation);
        StateRules.OnUpdate(operation);
        TableRules.Apply(operation);
        CurrencyAmounts.Apply(operation);
        RowCheck.ThrowIfRequiredMissing(operation);
        RowCheck.ThrowIfTargetMissing(operation);

        session.Transaction.Update(table, operation.Target);
        session.Transaction.Totals.Mark(operation);
        steps?.RunAfter();
    }

    /// <summary>The row as it is, when it is there and at the version the caller knows.</summary>
    public static TableRow Existing(Session session, TableDefinition table, Guid id, long? expectedVersion)
    {
        session.Transaction.Totals.Settle(session.Transaction);
        var row = session.Transaction.Rows.Find(table.LogicalName, id)
            ?? throw new OrganizationFaultException(FaultCode.ObjectDoesNotExist, $"Entity '{table.LogicalName}' With Id = {id} Does Not Exist");
        if (expectedVersion is { } version && version != row.Version)
            throw new OrganizationFaultException(FaultCode.VersionMismatch, "The version of the existing record doesn't match the RowVersion property provided.");
        return row;
    }
}
