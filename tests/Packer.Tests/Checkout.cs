namespace CrmInsights.Packer.Tests;

/// <summary>The checkout that the tests were built from.</summary>
static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Sources => Path.Combine(Root, "Solution", "src");

    /// <summary>The built controls.</summary>
    public static string Controls => Path.Combine(Root, "Solution", "Controls", "out", "controls");

    /// <summary>The built plug-in assembly.</summary>
    public static string PluginAssembly => Path.Combine(AppContext.BaseDirectory, "CrmInsights.Plugins.dll");

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmInsights.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("CrmInsights.sln is in no folder above the tests.");
        }
        return folder;
    }
}
