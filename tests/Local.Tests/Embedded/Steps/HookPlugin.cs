using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Tests.Embedded.Steps;

/// <summary>A plug-in that does what a test says. It is loaded a second time, out of its assembly's bytes, so the test's hook travels through the application domain.</summary>
public sealed class HookPlugin(string unsecure, string secure) : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) =>
        ((Action<IServiceProvider, string>)AppDomain.CurrentDomain.GetData(unsecure)!)(serviceProvider, secure);
}
