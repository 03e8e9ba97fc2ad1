namespace CrmInsights.Local.Hosting.Definitions;

/// <summary>What host.json says, with the defaults of the real host.</summary>
sealed record HostSettings
{
    /// <summary>Executable, relative to the app's folder or a command.</summary>
    public required string Executable { get; init; }
    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
    /// <summary>Folder it runs in, relative to the app's folder.</summary>
    public string WorkingDirectory { get; init; } = "";
    /// <summary>First part of HTTP routes.</summary>
    public string RoutePrefix { get; init; } = "api";
    /// <summary>Longest a call may take.</summary>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Tries of a message, the first included, before it is poison.</summary>
    public int MaxDequeueCount { get; init; } = 5;
    /// <summary>Pause before a failed message is tried again.</summary>
    public TimeSpan VisibilityTimeout { get; init; }
    /// <summary>Most messages taken at once.</summary>
    public int BatchSize { get; init; } = 16;
    /// <summary>More are taken when no more than this many are still running.</summary>
    public int NewBatchThreshold { get; init; } = 8;
    /// <summary>True where message text travels as base64.</summary>
    public bool Base64Messages { get; init; } = true;
}
