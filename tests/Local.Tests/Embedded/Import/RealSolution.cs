namespace CrmInsights.Local.Tests.Embedded.Import;

/// <summary>The managed zip that the build made.</summary>
static class RealSolution
{
    public static byte[] Zip => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "solution", "CrmInsights_managed.zip"));
}
