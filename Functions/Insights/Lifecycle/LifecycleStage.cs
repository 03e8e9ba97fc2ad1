namespace CrmInsights.Insights.Lifecycle;

/// <summary>Where the relationship stands; the values of the choice ci_lifecyclestage.</summary>
public enum LifecycleStage
{
    /// <summary>No order yet.</summary>
    Prospect = 712340000,
    /// <summary>New, or ordering more than before.</summary>
    Growth = 712340001,
    /// <summary>Established and steady.</summary>
    Maturity = 712340002,
    /// <summary>Overdue or ordering less than before, but not lost.</summary>
    Decline = 712340003,
    /// <summary>Lost: silent for long against its own rhythm.</summary>
    Terminated = 712340004,
}
