using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>One Create, Update or Delete on its way through the stages.</summary>
/// <param name="message">Create, Update or Delete.</param>
/// <param name="table">Table of the row.</param>
/// <param name="target">The columns that the request carries; rules and pre-operation steps add to them.</param>
/// <param name="before">The whole row as it was; null on Create.</param>
/// <param name="session">Session that the message arrived in.</param>
sealed class Operation(string message, TableDefinition table, TableRow target, TableRow? before, Session session)
{
    public const string Create = "Create";
    public const string Update = "Update";
    public const string Delete = "Delete";

    public string Message => message;
    public TableDefinition Table => table;
    public TableRow Target => target;
    public TableRow? Before => before;
    public Session Session => session;
    public bool IsCreate => before is null;

    /// <summary>The value the column will have.</summary>
    public object? this[string column]
    {
        get => target.Values.TryGetValue(column, out var value) ? value : before?[column];
        set => target.Values[column] = value;
    }

    public bool Carries(string column) => target.Values.ContainsKey(column);

    /// <summary>Takes the columns that pre-operation steps left in the request.</summary>
    public void Replace(TableRow row)
    {
        target.Values.Clear();
        foreach (var (column, value) in row.Values) target[column] = value;
    }

    /// <summary>The whole row as it is after the operation.</summary>
    public TableRow After()
    {
        var after = new TableRow(table.LogicalName, target.Id) { Version = target.Version, Values = new(before?.Values ?? [], StringComparer.Ordinal) };
        foreach (var (column, value) in target.Values) after[column] = value;
        after[table.PrimaryKey] = target.Id;
        return after;
    }

    /// <summary>Sets a column that the request left empty, on Create.</summary>
    public void Default(string column, object? value)
    {
        if (target[column] is null && table.Columns.ContainsKey(column)) target[column] = value;
    }

    /// <summary>Sets a column where the table has it.</summary>
    public void Stamp(string column, object? value)
    {
        if (table.Columns.ContainsKey(column)) target[column] = value;
    }
}
