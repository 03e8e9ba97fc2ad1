namespace CrmInsights.Mining.Neural;

/// <summary>What one customer did, in order of time.</summary>
/// <param name="Events">Kind of each event, 0 to the number of kinds - 1.</param>
/// <param name="Gaps">Time between each event and the one before it, 0 or more in any one unit; 0 for the first.</param>
/// <param name="Silence">Time from the last event to now, in the same unit.</param>
public sealed record EventHistory(int[] Events, float[] Gaps, float Silence)
{
    /// <summary>Amount of each event, below 0 where money went back; null where events have none. All histories of a network have amounts, or none has.</summary>
    public float[]? Amounts { get; init; }
}
