namespace CrmInsights.Packer.Tests;

/// <summary>A fact that needs the platform's schema files, which are not ours to hand on: CRMINSIGHTS_SHARED names the folder that has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class SharedReferenceFactAttribute : FactAttribute
{
    public SharedReferenceFactAttribute()
    {
        if (!File.Exists(Schema)) Skip = "The platform's schema files are not here: set CRMINSIGHTS_SHARED to the folder that holds reference/xsd.";
    }

    public static string Schema => Path.Combine(Environment.GetEnvironmentVariable("CRMINSIGHTS_SHARED") ?? "", "reference", "xsd", "CustomizationsSolution.xsd");
}
