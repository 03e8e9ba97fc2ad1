using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>One step and one Function app for each test.</summary>
public abstract class StepTest : IAsyncLifetime
{
    protected StepServices Step { get; } = new();

    protected LoopbackApp App { get; private set; } = null!;

    protected StepContext Context => Step.Context;

    public async Task InitializeAsync()
    {
        App = await LoopbackApp.StartAsync();
        Step.SetFunctionsUrl(App.Url);
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>Runs the step on a row, which exists unless it is null.</summary>
    protected void Run(IPlugin plugin, string table, Entity? row, string message = "Update")
    {
        Context.MessageName = message;
        Context.PrimaryEntityName = table;
        if (row is not null)
        {
            Context.PrimaryEntityId = row.Id;
            Step.Rows.Put(row);
        }
        plugin.Execute(Step);
    }

    protected InvalidPluginExecutionException Refusal(IPlugin plugin, string table, Entity? row) =>
        Should.Throw<InvalidPluginExecutionException>(() => Run(plugin, table, row));
}
