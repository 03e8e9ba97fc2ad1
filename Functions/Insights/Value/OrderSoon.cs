namespace CrmInsights.Insights.Value;

/// <summary>What the churn model says of the next order. Value, activity and the next order's date must not contradict it.</summary>
/// <param name="Probability">Probability of an order within the horizon, 0..1.</param>
/// <param name="Days">The horizon, at most a year.</param>
public readonly record struct OrderSoon(double Probability, int Days);
