using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Where one version of a plug-in assembly lives. Its Microsoft.Xrm.Sdk is ours; the .NET Framework names it knows are forwarded by the runtime.</summary>
sealed class PluginLoadContext(string name) : AssemblyLoadContext(name, isCollectible: true)
{
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == "Microsoft.Xrm.Sdk" ? typeof(IPlugin).Assembly : null;
}
