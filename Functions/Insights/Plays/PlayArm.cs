namespace CrmInsights.Insights.Plays;

/// <summary>What an occasion of a play came to.</summary>
public enum PlayArm
{
    /// <summary>The owner got the activity.</summary>
    Started,
    /// <summary>Nothing was done on purpose, for comparison. Who is held out follows from customer and play alone, as if drawn by lot.</summary>
    HeldOut,
    /// <summary>Nothing was done: no capacity, no consent, an inactive customer.</summary>
    Skipped,
    /// <summary>The activity could not be created.</summary>
    Failed,
}
