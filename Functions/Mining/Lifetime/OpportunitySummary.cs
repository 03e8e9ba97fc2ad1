namespace CrmInsights.Mining.Lifetime;

/// <summary>One customer's past where buying is possible only at fixed opportunities, such as a yearly renewal or an appeal.</summary>
/// <param name="Frequency">Opportunities x that were taken.</param>
/// <param name="Recency">Number t_x of the last opportunity that was taken, counted from 1; 0 when none was.</param>
/// <param name="Opportunities">Opportunities n so far.</param>
public readonly record struct OpportunitySummary(int Frequency, int Recency, int Opportunities);
