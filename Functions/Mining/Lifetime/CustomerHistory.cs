namespace CrmInsights.Mining.Lifetime;

/// <summary>One customer as <see cref="PurchaseSummaryBuilder{TCustomer}"/> found it.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Summary">The past up to the end of the calibration.</param>
/// <param name="LaterFrequency">Days with a purchase after the end of the calibration: what a forecast is compared with.</param>
public sealed record CustomerHistory<TCustomer>(TCustomer Customer, PurchaseSummary Summary, int LaterFrequency);
