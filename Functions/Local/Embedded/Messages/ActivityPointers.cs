using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>activitypointer: what all activities have in common, kept by the platform beside each of them and written by nobody else.</summary>
static class ActivityPointers
{
    public const string Table = "activitypointer";
    const string Status = "statuscode";

    public static void Insert(Transaction transaction, TableRow activity)
    {
        var pointer = Twin(transaction, activity);
        pointer["activitytypecode"] = activity.Table;
        transaction.Rows.Insert(transaction.Tables[Table], pointer);
    }

    public static void Update(Transaction transaction, TableRow activity) => transaction.Rows.Update(transaction.Tables[Table], Twin(transaction, activity));

    /// <exception cref="OrganizationFaultException">Somebody wants to write the pointer itself.</exception>
    public static void ThrowIfWritten(string table)
    {
        if (table == Table) throw new OrganizationFaultException(FaultCode.Unsupported, $"Rows of '{Table}' cannot be written; write the activity itself, such as a task or an email.");
    }

    static TableRow Twin(Transaction transaction, TableRow activity)
    {
        var table = transaction.Tables[Table];
        var twin = new TableRow(Table, activity.Id) { Version = activity.Version };
        foreach (var (column, value) in activity.Values.Where(pair => table.Columns.ContainsKey(pair.Key) && pair.Key != table.PrimaryKey && pair.Key != SystemColumns.Version)) twin[column] = value;
        // Each state has one status there: the activities' own ones differ.
        if (twin.Values.Remove(Status) && twin["statecode"] is int state) twin[Status] = state + 1;
        return twin;
    }
}
