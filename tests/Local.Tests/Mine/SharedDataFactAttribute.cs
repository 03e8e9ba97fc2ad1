namespace CrmInsights.Local.Tests.Mine;

/// <summary>A test on real data that is not part of the project; skipped where the variable CRMINSIGHTS_SHARED does not point to it.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (Folder is null) Skip = SkipReason;
    }

    public const string SkipReason = "needs the real data that CRMINSIGHTS_SHARED points to";

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("CRMINSIGHTS_SHARED");

    public static string PathOf(string relative) => Path.Combine(Folder!, "data", relative);
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedDataFactAttribute.Folder is null) Skip = SharedDataFactAttribute.SkipReason;
    }
}
