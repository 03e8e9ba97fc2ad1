namespace CrmInsights.Mining.Data.Histories;

/// <summary>Something a customer did.</summary>
/// <param name="Time">When; midnight where the file has no time of day.</param>
/// <param name="Item">Number of the item in <see cref="EventLog.Items"/>.</param>
/// <param name="Amount">How much; 0 where events have no amount.</param>
public readonly record struct CustomerEvent(DateTime Time, int Item, float Amount);
