using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Tests.Embedded.Steps;

/// <summary>The plug-in of a custom API that does what a test says; the test's hook travels through the application domain, as <see cref="HookPlugin"/>'s does.</summary>
public sealed class ApiPlugin : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var context = TestStep.Context(serviceProvider);
        ((Action<IServiceProvider>)AppDomain.CurrentDomain.GetData($"{context.OrganizationId}/{context.MessageName}")!)(serviceProvider);
    }

    internal static Task RegisterAsync(EmbeddedDataverse dataverse, string api, Action<IServiceProvider> hook)
    {
        AppDomain.CurrentDomain.SetData($"{dataverse.OrganizationId}/{api}", hook);
        return dataverse.WriteAsync(new Caller(dataverse.Facts.AdministratorId), session =>
        {
            var row = session.Query(new RowQuery("customapi") { Filter = new RowFilter.Compare(ColumnPath.Of("uniquename"), CompareOperator.Eq, api) }).Rows.Single();
            session.Update(new TableRow("customapi", row.Id) { ["plugintypeid"] = new Lookup("plugintype", TestStep.PluginType(session, typeof(ApiPlugin))) });
            return true;
        }, default);
    }
}
