using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>One caller's view of a transaction.</summary>
sealed class Session(Transaction transaction, Caller caller) : IOrganizationSession
{
    public Transaction Transaction => transaction;
    public Caller Caller => caller;
    public OrganizationFacts Facts => transaction.Organization.Facts;

    public Guid Create(TableRow row)
    {
        transaction.ThrowIfReading();
        return CreateMessage.Run(this, row);
    }

    public void Update(TableRow row, long? expectedVersion = null)
    {
        transaction.ThrowIfReading();
        UpdateMessage.Run(this, row, expectedVersion);
    }

    public void Delete(string table, Guid id, long? expectedVersion = null)
    {
        transaction.ThrowIfReading();
        DeleteMessage.Run(this, transaction.Tables.Table(table), id, expectedVersion);
    }

    public TableRow? Find(string table, Guid id, IReadOnlyList<string>? columns = null)
    {
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
        return transaction.Query(query);
    }

    public ChangePage Changes(string table, long afterVersion, IReadOnlyList<string>? columns, int most)
    {
        transaction.Totals.Settle(transaction);
        return transaction.Log.Read(transaction.Tables.Table(table), afterVersion, columns, most);
    }
}
