using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>What the sessions of one transaction share: the connection and what is to happen after the commit.</summary>
/// <param name="organization">What outlives the transaction.</param>
/// <param name="statements">The connection.</param>
/// <param name="isWriting">False on a snapshot.</param>
/// <param name="tables">Metadata, where it is not the organisation's: an import brings its own.</param>
sealed class Transaction(OrganizationState organization, Statements statements, bool isWriting, IReadOnlyDictionary<string, TableDefinition>? tables = null)
{
    public OrganizationState Organization => organization;
    public Statements Statements => statements;
    public IReadOnlyDictionary<string, TableDefinition> Tables { get; } = tables ?? organization.Tables;
    public RowStore Rows { get; } = new(statements, tables ?? organization.Tables);
    public ChangeLog Log { get; } = new(statements, organization.Clock);
    public OrderTotals Totals { get; } = new();
    /// <summary>Rows to report after the commit.</summary>
    public List<RowChange> Changes { get; } = [];

    /// <summary>Jobs that are ready to run after the commit.</summary>
    public int JobCount { get; set; }
    /// <summary>True when ends of jobs were written.</summary>
    public bool JobsEnded { get; set; }

    /// <summary>The time that rows of this transaction are stamped with.</summary>
    public DateTime Now { get; } = WholeSecond(organization.Clock.GetUtcNow().UtcDateTime);

    public RowPage Query(RowQuery query) => new QueryRunner(statements, Tables).Run(query);

    public void Insert(TableDefinition table, TableRow row)
    {
        row.Version = organization.Database.NextVersion();
        Rows.Insert(table, row);
        if (table.IsActivity) ActivityPointers.Insert(this, row);
        Changes.Add(new RowChange(table.LogicalName, row.Id, RowChangeKind.Created));
    }

    public void Update(TableDefinition table, TableRow row)
    {
        row.Version = organization.Database.NextVersion();
        Rows.Update(table, row);
        if (table.IsActivity) ActivityPointers.Update(this, row);
        Changes.Add(new RowChange(table.LogicalName, row.Id, RowChangeKind.Updated));
    }

    public void Delete(TableDefinition table, Guid id)
    {
        Rows.Delete(table, id);
        if (table.IsActivity) Rows.Delete(Tables[ActivityPointers.Table], id);
        if (table.ChangeTracking) Log.Deleted(table, id, organization.Database.NextVersion());
        Changes.Add(new RowChange(table.LogicalName, id, RowChangeKind.Deleted));
    }

    public void ThrowIfReading()
    {
        if (!isWriting) throw new InvalidOperationException("This session reads; rows are changed in IOrganization.WriteAsync.");
    }

    static DateTime WholeSecond(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
