namespace CrmInsights.Local.Hosting;

/// <summary>States of the handler.</summary>
enum HostState { Starting, Running, Restarting, Stopped }
