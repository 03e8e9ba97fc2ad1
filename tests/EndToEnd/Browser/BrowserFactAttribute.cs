namespace CrmInsights.EndToEnd.Browser;

/// <summary>A test that needs a browser: skipped, with the reason, on a machine without one.</summary>
sealed class BrowserFactAttribute : FactAttribute
{
    static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    internal static string? Executable { get; } = Environment.GetEnvironmentVariable("CRMINSIGHTS_CHROMIUM") is { Length: > 0 } named ? named : s_places.FirstOrDefault(File.Exists);

    public BrowserFactAttribute()
    {
        if (Executable is null) Skip = "This machine has no Chromium (looked in /usr/bin; CRMINSIGHTS_CHROMIUM names another place).";
    }
}
