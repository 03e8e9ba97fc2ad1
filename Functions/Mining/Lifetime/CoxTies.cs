namespace CrmInsights.Mining.Lifetime;

/// <summary>How <see cref="CoxRegression"/> treats events at the same time.</summary>
public enum CoxTies
{
    /// <summary>Efron's approximation: the better one, and what R does.</summary>
    Efron,
    /// <summary>Breslow's approximation: simpler, biased towards 0 with many ties.</summary>
    Breslow,
}
