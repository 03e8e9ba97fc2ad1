namespace CrmInsights.Testing;

/// <summary>Where customer builders begin.</summary>
public static class Customer
{
    /// <summary>A customer with this many orders: one every 30 days, the last one 10 days ago, 100 each, one line each.</summary>
    public static CustomerBuilder Bought(int orders) => new CustomerBuilder().WithOrders(orders);

    /// <summary>A customer who never ordered.</summary>
    public static CustomerBuilder WithoutOrders() => new();
}
