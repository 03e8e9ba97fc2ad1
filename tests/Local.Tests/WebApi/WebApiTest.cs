namespace CrmInsights.Local.Tests.WebApi;

/// <summary>A test with an organisation and a server of its own.</summary>
public abstract class WebApiTest : IAsyncLifetime
{
    WebApiHost? _host;

    private protected WebApiHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await Start();
        await Arrange();
    }

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    private protected virtual Task<WebApiHost> Start() => WebApiHost.StartAsync();

    protected virtual Task Arrange() => Task.CompletedTask;
}
