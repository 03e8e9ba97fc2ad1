namespace CrmInsights.Insights.Tests;

/// <summary>A test that reads real data; skipped with the reason where the variable CRMINSIGHTS_SHARED does not point to them.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public const string Variable = "CRMINSIGHTS_SHARED";

    public SharedDataFactAttribute()
    {
        var folder = Folder;
        if (folder is null) Skip = $"{Variable} is not set; it names the folder that holds data/adventureworks.";
        else if (!Directory.Exists(Path.Combine(folder, "data"))) Skip = $"{Variable} names {folder}, which has no folder data.";
    }

    public static string? Folder => Environment.GetEnvironmentVariable(Variable);
}
