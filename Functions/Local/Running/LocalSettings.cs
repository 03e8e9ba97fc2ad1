namespace CrmInsights.Local.Running;

/// <summary>What outlives a restart: settings.json in the data folder.</summary>
sealed record LocalSettings
{
    /// <summary>Simulated clock = system clock + this; null: the system clock.</summary>
    public double? ClockOffsetSeconds { get; init; }
    /// <summary>Where the sample company's past ends.</summary>
    public DateTimeOffset? SampleEnd { get; init; }
    /// <summary>Fingerprint of the data whose import is complete.</summary>
    public string? Imported { get; init; }
    /// <summary>Whether the first mining is complete.</summary>
    public bool Mined { get; init; }
}
