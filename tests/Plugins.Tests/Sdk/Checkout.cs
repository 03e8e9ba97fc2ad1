namespace CrmInsights.Plugins.Tests.Sdk;

/// <summary>Files of the checkout and of the build that the tests belong to.</summary>
static class Checkout
{
#if DEBUG
    const string Configuration = "Debug";
#else
    const string Configuration = "Release";
#endif

    static string Root { get; } = FindRoot();

    public static string ClaimedSurface => Path.Combine(Root, "Plugins", "Sdk", "PublicApi.txt");

    public static string StepTable => Path.Combine(Root, "Solution", "src", "CrmInsights", "PluginAssemblies", "steps.xml");

    public static string ApiTable => Path.Combine(Root, "Solution", "src", "CrmInsights", "CustomApis", "apis.xml");

    public static string Sdk(string framework) => Path.Combine(Root, "Plugins", "Sdk", "bin", Configuration, framework, "Microsoft.Xrm.Sdk.dll");

    public static string Plugins => Path.Combine(Root, "Plugins", "Plugins", "bin", Configuration, "net462", "CrmInsights.Plugins.dll");

    public static string MonoProgram => Path.Combine(Root, "tests", "Plugins.Mono", "bin", Configuration, "net462", "plugins-mono.exe");

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmInsights.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("CrmInsights.sln is in no folder above the tests.");
        return folder;
    }
}
