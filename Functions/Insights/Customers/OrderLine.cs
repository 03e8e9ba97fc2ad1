namespace CrmInsights.Insights.Customers;

/// <summary>One line of an order. Amounts are in base currency.</summary>
/// <param name="ProductId">The product; null for a write-in.</param>
/// <param name="Quantity">Units; negative for a return.</param>
/// <param name="Amount">Line amount after discount.</param>
/// <param name="Discount">Discount of the line, 0 or more.</param>
public sealed record OrderLine(Guid? ProductId, decimal Quantity, decimal Amount, decimal Discount);
