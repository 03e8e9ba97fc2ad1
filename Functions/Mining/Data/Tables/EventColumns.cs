namespace CrmInsights.Mining.Data.Tables;

/// <summary>Which columns of a file say who did what when.</summary>
/// <param name="Customer">Column of the customer.</param>
/// <param name="Date">Column of the date.</param>
/// <param name="Value">Column of the amount or the item.</param>
public sealed record EventColumns(string Customer, string Date, string Value)
{
    /// <summary>The columns of purchases: customer, date, amount.</summary>
    public static EventColumns Purchases { get; } = new("customer", "date", "amount");

    /// <summary>The columns of histories: customer, date, item.</summary>
    public static EventColumns Histories { get; } = new("customer", "date", "item");

    /// <summary>False where the first line is a record already; columns are named by their number then, from 1.</summary>
    public bool HasHeader { get; init; } = true;
}
