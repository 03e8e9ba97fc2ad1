namespace CrmInsights.Mining.Tests;

/// <summary>Real data that is not part of the project, where the environment variable CRMINSIGHTS_SHARED says.</summary>
static class SharedData
{
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("CRMINSIGHTS_SHARED");

    public static string PathOf(string relative) => Path.Combine(Folder!, "data", relative);
}

/// <summary>A test on real data; skipped where there is none.</summary>
sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null) Skip = "needs the real data that CRMINSIGHTS_SHARED points to";
    }
}
