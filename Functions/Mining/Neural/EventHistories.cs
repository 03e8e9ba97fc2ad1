namespace CrmInsights.Mining.Neural;

/// <summary>Histories with what came of them.</summary>
public sealed record EventHistories
{
    /// <summary>One a customer; a history may be empty.</summary>
    public required IReadOnlyList<EventHistory> Histories { get; init; }
    /// <summary>One label a history.</summary>
    public required float[] Labels { get; init; }
    /// <summary>Later histories that only decide when to stop; null where there are none.</summary>
    public EventHistories? Validation { get; init; }

    internal void Validate(int eventKinds)
    {
        if (Histories.Count == 0) throw new ArgumentException("There is no history to learn from.");
        if (Labels.Length != Histories.Count) throw new ArgumentException($"{Labels.Length} labels were given for {Histories.Count} histories.");
        for (var row = 0; row < Histories.Count; row++) Validate(Histories[row], row, eventKinds);
        Validation?.Validate(eventKinds);
    }

    static void Validate(EventHistory history, int row, int eventKinds)
    {
        if (history.Gaps.Length != history.Events.Length)
            throw new ArgumentException($"History {row} has {history.Gaps.Length} gaps for {history.Events.Length} events; one an event was expected.");
        foreach (var kind in history.Events)
            if (kind < 0 || kind >= eventKinds) throw new ArgumentException($"History {row} has an event of kind {kind}; 0 to {eventKinds - 1} were expected.");
        foreach (var gap in history.Gaps.Append(history.Silence))
            if (!(gap >= 0) || float.IsInfinity(gap)) throw new ArgumentException($"History {row} has a time of {gap}; finite ones of at least 0 were expected.");
    }
}
