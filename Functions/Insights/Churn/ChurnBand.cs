namespace CrmInsights.Insights.Churn;

/// <summary>How a customer stands; the values of the choice ci_churnband, from best to worst.</summary>
public enum ChurnBand
{
    /// <summary>The risk is low.</summary>
    Healthy = 712340000,
    /// <summary>The risk is worth an eye.</summary>
    Watch = 712340001,
    /// <summary>More likely than not to stay away, by the default cut-offs.</summary>
    AtRisk = 712340002,
    /// <summary>Very likely to stay away.</summary>
    Critical = 712340003,
    /// <summary>The last order is longer ago than the horizon: nothing to keep, something to win back.</summary>
    Lapsed = 712340004,
}

/// <summary>Words for bands.</summary>
public static class ChurnBandWords
{
    /// <summary>The label people read.</summary>
    public static string Word(this ChurnBand band) => band switch
    {
        ChurnBand.AtRisk => "At risk",
        _ => band.ToString(),
    };
}
