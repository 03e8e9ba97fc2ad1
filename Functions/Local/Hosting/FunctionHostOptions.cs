namespace CrmInsights.Local.Hosting;

/// <summary>Which function app to host, and with what.</summary>
sealed record FunctionHostOptions
{
    /// <summary>Folder with host.json, the handler and one folder a function.</summary>
    public required string AppFolder { get; init; }

    /// <summary>Folder that keeps queues and timer status.</summary>
    public required string DataFolder { get; init; }

    /// <summary>App settings: environment variables of the handler, and what <c>%NAME%</c> stands for in host.json and function.json.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What timers go by and what calls carry as the time; may be simulated.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What waiting goes by: visibility of messages, restarts. Real, because an offset that changes would strand messages.</summary>
    public TimeProvider WaitClock { get; init; } = TimeProvider.System;

    /// <summary>False where timer functions run by hand only.</summary>
    public bool RunTimers { get; init; } = true;

    /// <summary>How long the handler may take until it answers, and an HTTP call may wait for it.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
