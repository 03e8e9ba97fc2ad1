namespace CrmInsights.Insights.Customers;

/// <summary>One counted order of a customer. Amounts are in base currency.</summary>
/// <param name="Id">Primary key of the order.</param>
/// <param name="OrderedOn">Order date (UTC).</param>
/// <param name="Total">Order amount after discounts: the sum of the lines where there are any.</param>
/// <param name="Discount">Discount given on the order and its lines, 0 or more.</param>
/// <param name="Lines">Order lines, by id; empty where an order came without.</param>
public sealed record Order(Guid Id, DateTimeOffset OrderedOn, decimal Total, decimal Discount, IReadOnlyList<OrderLine> Lines);
