namespace CrmInsights.Insights.Value;

/// <summary>Activity and value of one customer at one moment. Money is in base currency.</summary>
/// <param name="Alive">Probability of being an active customer, 0..1; null where the orders do not show that customers leave.</param>
/// <param name="Value12m">Expected margin of the next 12 months.</param>
/// <param name="ValueLifetime">Expected margin of the next 20 years, each later year discounted; at least <paramref name="Value12m"/>.</param>
/// <param name="NextOrder">The next order, given that the customer is active; null where one within two years is less likely than not.</param>
/// <param name="MarginBasis">Where the margin comes from, in words.</param>
public sealed record CustomerValue(double? Alive, decimal Value12m, decimal ValueLifetime, NextOrder? NextOrder, string MarginBasis);

/// <summary>When the next order is expected, given that the customer is active.</summary>
/// <param name="On">The median.</param>
/// <param name="Earliest">Begin of the 80 % interval.</param>
/// <param name="Latest">End of the 80 % interval.</param>
public readonly record struct NextOrder(DateOnly On, DateOnly Earliest, DateOnly Latest);
