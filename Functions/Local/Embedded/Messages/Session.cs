using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Security;
using CrmInsights.Local.Embedded.Steps;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>One caller's view of a transaction.</summary>
/// <param name="transaction">Shared by all sessions of the call.</param>
/// <param name="caller">Who calls.</param>
/// <param name="frame">How deep in plug-ins; null for a call from outside.</param>
sealed class Session(Transaction transaction, Caller caller, CallFrame? frame = null) : IOrganizationSession
{
    public Transaction Transaction => transaction;
    public Caller Caller => caller;
    public CallFrame Frame { get; } = frame ?? CallFrame.Outermost();
    public AccessCheck Access { get; } = new(transaction, transaction.Organization.Security.Of(caller.UserId));
    public OrganizationFacts Facts => transaction.Organization.Facts;

    /// <summary>The session of a plug-in that this session's operation runs. What a caller bypasses, its plug-ins' own calls do not.</summary>
    public Session As(Guid userId, IPluginExecutionContext context) => new(transaction, new Caller(userId), Frame.Inner(context));

    public Guid Create(TableRow row)
    {
        transaction.ThrowIfReading();
        ActivityPointers.ThrowIfWritten(row.Table);
        Access.RequireCreate(row);
        return CreateMessage.Run(this, row);
    }

    public void Update(TableRow row, long? expectedVersion = null)
    {
        transaction.ThrowIfReading();
        ActivityPointers.ThrowIfWritten(row.Table);
        Access.RequireUpdate(row);
        UpdateMessage.Run(this, row, expectedVersion);
    }

    public void Delete(string table, Guid id, long? expectedVersion = null)
    {
        transaction.ThrowIfReading();
        ActivityPointers.ThrowIfWritten(table);
        Access.Require(Verb.Delete, table, id);
        DeleteMessage.Run(this, transaction.Tables.Table(table), id, expectedVersion);
    }

    public bool Exists(string table, Guid id) => transaction.Rows.Exists(table, id);

    public TableRow? Find(string table, Guid id, IReadOnlyList<string>? columns = null)
    {
        Access.Require(Verb.Read, table, id);
        transaction.Totals.Settle(transaction);
        return transaction.Rows.Find(table, id, columns);
    }

    public Guid? FindByKey(string table, IReadOnlyDictionary<string, object?> key)
    {
        var definition = transaction.Tables.Table(table);
        if (!definition.Keys.Exists(candidate => candidate.Columns.Count == key.Count && candidate.Columns.All(key.ContainsKey)))
        {
            throw new OrganizationFaultException(FaultCode.KeyNotDefined,
                $"The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.{table}': no alternate key has the columns {string.Join(", ", key.Keys)}.");
        }
        return transaction.Rows.FindByKey(definition, key);
    }

    public RowPage Query(RowQuery query)
    {
        transaction.Totals.Settle(transaction);
        return transaction.Query(Access.Narrow(query));
    }

    public IReadOnlyDictionary<string, object?> Execute(MessageCall call)
    {
        transaction.ThrowIfReading();
        return CustomApiMessage.Run(this, call);
    }

    public ChangePage Changes(string table, long afterVersion, IReadOnlyList<string>? columns, int most)
    {
        transaction.Totals.Settle(transaction);
        Access.RequireAll(Verb.Read, table);
        return transaction.Log.Read(transaction.Tables.Table(table), afterVersion, columns, most);
    }
}
