using System;

namespace CrmInsights.Plugins;

/// <summary>What came of starting a play.</summary>
sealed class PlayResult
{
    PlayResult(Guid actionId, bool started, string reason)
    {
        ActionId = actionId;
        Started = started;
        Reason = reason;
    }

    /// <summary>Empty where nothing was kept.</summary>
    public Guid ActionId { get; }
    public bool Started { get; }

    /// <summary>Why nothing was created; empty where it was.</summary>
    public string Reason { get; }

    public static PlayResult Done(Guid actionId) => new(actionId, true, "");

    public static PlayResult Not(Guid actionId, string reason) => new(actionId, false, reason);

    public override string ToString() => Started ? $"Started, action {ActionId}." : $"Not started: {Reason}";
}
