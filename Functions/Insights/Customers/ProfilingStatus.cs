namespace CrmInsights.Insights.Customers;

/// <summary>What a customer has said about being profiled; the values of the choice ci_profilingstatus.</summary>
public enum ProfilingStatus
{
    /// <summary>Nothing was asked or said.</summary>
    NotAsked = 712340000,
    /// <summary>Profiling was allowed.</summary>
    Allowed = 712340001,
    /// <summary>The customer objected: never scored, never trained on, values cleared.</summary>
    Objected = 712340002,
    /// <summary>Processing is restricted: data kept, not scored, not acted upon.</summary>
    Restricted = 712340003,
}
