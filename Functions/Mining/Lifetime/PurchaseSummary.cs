namespace CrmInsights.Mining.Lifetime;

/// <summary>All that the purchase models need to know of one customer's past.</summary>
/// <param name="Frequency">Repeat purchases x: purchases after the first, those of one day counted once; 0 or more.</param>
/// <param name="Recency">Age at the last purchase t_x; 0 when there was no repeat purchase.</param>
/// <param name="Age">Age today T: time since the first purchase, in the same unit as <paramref name="Recency"/>.</param>
/// <param name="MeanSpend">Mean amount of the repeat purchases; 0 when there were none. Only the Gamma-Gamma model reads it.</param>
public readonly record struct PurchaseSummary(int Frequency, double Recency, double Age, double MeanSpend = 0);
