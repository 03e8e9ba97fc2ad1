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

    internal bool HaveAmounts => Histories[0].Amounts is not null;

    internal void Validate(int eventKinds)
    {
        if (Histories.Count == 0) throw new ArgumentException("There is no history to learn from.");
        Validate(eventKinds, HaveAmounts);
    }

    /// <summary>Checks one history against what a network reads.</summary>
    internal static void Validate(EventHistory history, int row, (int Kinds, bool HaveAmounts) expected)
    {
        if (history.Gaps.Length != history.Events.Length)
            throw new ArgumentException($"History {row} has {history.Gaps.Length} gaps for {history.Events.Length} events; one an event was expected.");
        foreach (var kind in history.Events)
            if (kind < 0 || kind >= expected.Kinds) throw new ArgumentException($"History {row} has an event of kind {kind}; 0 to {expected.Kinds - 1} were expected.");
        foreach (var gap in history.Gaps) ValidateTime(gap, row);
        ValidateTime(history.Silence, row);
        ValidateAmounts(history, row, expected.HaveAmounts);
    }

    void Validate(int eventKinds, bool haveAmounts)
    {
        if (Labels.Length != Histories.Count) throw new ArgumentException($"{Labels.Length} labels were given for {Histories.Count} histories.");
        for (var row = 0; row < Histories.Count; row++) Validate(Histories[row], row, (eventKinds, haveAmounts));
        Validation?.Validate(eventKinds, haveAmounts);
    }

    static void ValidateTime(float time, int row)
    {
        if (!(time >= 0) || float.IsInfinity(time)) throw new ArgumentException($"History {row} has a time of {time}; finite ones of at least 0 were expected.");
    }

    static void ValidateAmounts(EventHistory history, int row, bool haveAmounts)
    {
        if (history.Amounts is null != !haveAmounts) throw new ArgumentException($"History {row} has {(haveAmounts ? "no amounts" : "amounts")}; either all histories have amounts or none has.");
        if (history.Amounts is not { } amounts) return;
        if (amounts.Length != history.Events.Length)
            throw new ArgumentException($"History {row} has {amounts.Length} amounts for {history.Events.Length} events; one an event was expected.");
        foreach (var amount in amounts)
            if (!float.IsFinite(amount)) throw new ArgumentException($"History {row} has an amount of {amount}; finite ones were expected.");
    }
}
