using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Steps;

namespace CrmInsights.Local.Embedded.Messages;

static class CreateMessage
{
    public static Guid Run(Session session, TableRow row)
    {
        var table = session.Transaction.Tables.Table(row.Table);
        var operation = new Operation(Operation.Create, table, RowCheck.Checked(table, row, column => column.ValidForCreate), null, session);
        if (operation.Target.Id == Guid.Empty) operation.Target.Id = NewId(session, row, table);

        var steps = StepPipeline.Of(operation);
        steps?.RunBefore();
        SystemValues.OnCreate(operation);
        StateRules.OnCreate(operation);
        TableRules.Apply(operation);
        CurrencyAmounts.Apply(operation);
        RowCheck.ThrowIfRequiredMissing(operation);
        RowCheck.ThrowIfTargetMissing(operation);

        session.Transaction.Insert(table, operation.Target);
        session.Transaction.Totals.Mark(operation);
        steps?.RunAfter();
        return operation.Target.Id;
    }

    /// <summary>Ids grow with time, which keeps new rows together in the database.</summary>
    static Guid NewId(Session session, TableRow row, TableDefinition table) =>
        row[table.PrimaryKey] is Guid id && id != Guid.Empty ? id : Guid.CreateVersion7(session.Transaction.Organization.Clock.GetUtcNow());
}
