namespace CrmInsights.Plugins.Tests.Plugins;

/// <summary>A fact that needs a .NET Framework run-time: mono.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MonoFactAttribute : FactAttribute
{
    public MonoFactAttribute()
    {
        if (Program is null) Skip = "mono is not on the PATH (Debian: mono-runtime and libmono-system-runtime-serialization4.0-cil).";
    }

    public static string? Program { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "mono")).FirstOrDefault(File.Exists);
}
