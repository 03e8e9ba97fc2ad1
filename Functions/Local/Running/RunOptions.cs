namespace CrmInsights.Local.Running;

/// <summary>What `run` was asked to do.</summary>
sealed record RunOptions
{
    public required int Port { get; init; }
    public string? Data { get; init; }
    public string? Mapping { get; init; }
    public bool Once { get; init; }
    public bool OpenWindow { get; init; }
    public required string DataDirectory { get; init; }
    /// <summary>Where the app keeps its store; null for a file in the data directory.</summary>
    public string? Store { get; init; }
    public int Seed { get; init; } = 42;
    public int SampleAccounts { get; init; } = 2000;
    public DateTimeOffset? Now { get; init; }
    public string? Json { get; init; }

    public static string DefaultDataDirectory() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "crminsights");
}
