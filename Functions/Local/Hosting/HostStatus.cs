namespace CrmInsights.Local.Hosting;

/// <summary>How the handler is.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it is not running; null where it is.</param>
/// <param name="HandlerProcessId">The process that runs now; null where none does.</param>
/// <param name="Restarts">How often it was started again.</param>
sealed record HostStatus(HostState State, string? Reason, int? HandlerProcessId, int Restarts);
