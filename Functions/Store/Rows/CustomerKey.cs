namespace CrmInsights.Store.Rows;

/// <summary>Addresses one customer: a row of account or contact.</summary>
/// <param name="Table"><c>account</c> or <c>contact</c>.</param>
/// <param name="Id">Primary key of the row.</param>
public readonly record struct CustomerKey(string Table, Guid Id);
