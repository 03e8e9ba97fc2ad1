namespace CrmInsights.Plugins.Tests.Sdk;

/// <summary>A fact that needs the listing of the genuine assembly, which is not part of this repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    const string Variable = "CRMINSIGHTS_SHARED";

    public SharedFactAttribute()
    {
        if (!File.Exists(GenuineSurface)) Skip = $"{Variable} names no folder with reference/sdk-surface.txt, the listing of the genuine Microsoft.Xrm.Sdk.";
    }

    public static string GenuineSurface => Path.Combine(Environment.GetEnvironmentVariable(Variable) ?? "", "reference", "sdk-surface.txt");
}
