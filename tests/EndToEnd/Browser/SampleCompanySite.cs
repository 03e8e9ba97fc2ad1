using CrmInsights.EndToEnd.Processes;
using Microsoft.Playwright;

namespace CrmInsights.EndToEnd.Browser;

/// <summary>A small sample company in a real process, imported and mined, and a browser that looks at it.</summary>
[CollectionDefinition(Name)]
public sealed class SampleCompanySite : IAsyncLifetime, ICollectionFixture<SampleCompanySite>
{
    public const string Name = "sample company";

    readonly TemporaryFolder _folder = new();
    LocalProcess? _process;
    IPlaywright? _playwright;
    IBrowser? _browser;

    public Uri Address { get; private set; } = new("http://localhost");

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Executable is null) return;
        (_process, Address) = await LocalProcess.ServeAsync(_folder["state"], "--accounts", "600", "--seed", "7");
        await _process.WaitUntilReadyAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserFactAttribute.Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    /// <summary>A page of its own; a request to another place than ours fails the test.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 860 }, ColorScheme = scheme });
        await page.RouteAsync(request => new Uri(request).Authority != Address.Authority, route => throw new InvalidOperationException($"The page asks {route.Request.Url}."));
        await page.GotoAsync(new Uri(Address, path).AbsoluteUri);
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }
}
