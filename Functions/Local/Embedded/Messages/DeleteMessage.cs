using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Steps;

namespace CrmInsights.Local.Embedded.Messages;

static class DeleteMessage
{
    /// <summary>The platform disables these rows instead.</summary>
    static readonly string[] s_neverDeleted = ["organization", "systemuser"];

    public static void Run(Session session, TableDefinition table, Guid id, long? expectedVersion)
    {
        if (s_neverDeleted.Contains(table.LogicalName))
            throw new OrganizationFaultException(FaultCode.Unsupported, $"The 'Delete' method does not support entities of type '{table.LogicalName}'.");
        var before = UpdateMessage.Existing(session, table, id, expectedVersion);
        var operation = new Operation(Operation.Delete, table, new TableRow(table.LogicalName, id), before, session);

        var steps = StepPipeline.Of(operation);
        steps?.RunBefore();
        foreach (var relationship in table.OneToMany) Cascade(session, relationship, id);

        session.Transaction.Delete(table, id);
        session.Transaction.Totals.Mark(operation);
        steps?.RunAfter();
    }

    static void Cascade(Session session, Relationship relationship, Guid id)
    {
        foreach (var pointing in session.Transaction.Rows.Pointing(relationship, id))
        {
            switch (relationship.CascadeDelete)
            {
                case CascadeDelete.Cascade: Run(session, session.Transaction.Tables.Table(relationship.ReferencingTable), pointing, null); break;
                case CascadeDelete.RemoveLink: RemoveLink(session, relationship, pointing); break;
                default:
                    throw new OrganizationFaultException(FaultCode.CannotDeleteDueToAssociation,
                    $"The record cannot be deleted because it is associated with another record: {relationship.ReferencingTable} {pointing} points to it ({relationship.Name}).");
            }
        }
    }

    /// <summary>The platform clears the lookup itself, without an Update event, but as a change that deltas show.</summary>
    static void RemoveLink(Session session, Relationship relationship, Guid pointing) =>
        session.Transaction.Update(session.Transaction.Tables.Table(relationship.ReferencingTable),
            new TableRow(relationship.ReferencingTable, pointing) { Values = { [relationship.LookupColumn] = null } });
}
