using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using CrmInsights.EndToEnd.Processes;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Running;
using Xunit.Abstractions;

namespace CrmInsights.EndToEnd.Deployment;

/// <summary>An admin who follows docs/install.md word by word, with the embedded Dataverse as the environment.</summary>
[Collection(PublishedApp.OneAtATime)]
public sealed class InstallGuideTests(ITestOutputHelper output) : IDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DeploymentFact]
    public async Task Following_the_guide_ends_with_all_well()
    {
        await using var dataverse = await EmbeddedDataverse.OpenAsync(_folder["dataverse"], TimeProvider.System, new EmbeddedOptions(), CancellationToken.None);
        await using var site = await InstallSite.OpenAsync(dataverse);
        var shell = new List<string>();
        foreach (var step in InstallGuide.Read(Path.Combine(PublishedApp.Root(), "docs", "install.md")))
        {
            if (step.Kind == "hand") await DoByHandAsync(step.Text, dataverse, site);
            else if (step.Kind == "azure") output.WriteLine($"Needs Azure, skipped:\n{step.Text}");
            else await RunAsync(step.Text, shell, site.Address);
        }

        var report = JsonDocument.Parse(File.ReadAllText(_folder["connect.json"])).RootElement;
        report.GetProperty("allWell").GetBoolean().ShouldBeTrue(report.ToString());
    }

    async Task DoByHandAsync(string what, EmbeddedDataverse dataverse, InstallSite site)
    {
        var administrator = new Caller(dataverse.Facts.AdministratorId);
        switch (what)
        {
            case "import":
                await dataverse.ImportSolutionAsync(await File.ReadAllBytesAsync(Path.Combine(PublishedApp.Root(), "Solution", "out", "CrmInsights_managed.zip")), CancellationToken.None);
                break;
            case "role":
                await dataverse.WriteAsync(administrator, session => SolutionSetup.GiveRole(session, dataverse.Facts.ServiceUserId), CancellationToken.None);
                break;
            case "deploy":
                ZipFile.ExtractToDirectory(Path.Combine(PublishedApp.Root(), "Functions", "App", "out", "CrmInsights_functions.zip"), _folder["app"]);
                await site.DeployAsync(_folder["app"], _folder, File.ReadAllText(_folder["key"]).Trim());
                break;
            default:
                throw new InvalidDataException($"The guide does '{what}' by hand, which this test cannot.");
        }
    }

    // Each block runs in a shell that has run the exports of those before. The addresses of the guide become those of this machine.
    async Task RunAsync(string commands, List<string> shell, Uri address)
    {
        var here = commands
            .Replace("https://contoso.crm4.dynamics.com", address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("https://contoso-insights.azurewebsites.net", address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("--json connect.json", $"--json {_folder["connect.json"]}", StringComparison.Ordinal);
        var printed = await BashAsync($"set -eu\n{string.Join('\n', shell)}\n{here}\nprintf '%s' \"${{CRMINSIGHTS_SIGNING_KEY:-}}\" > {_folder["key"]}");
        var key = File.ReadAllText(_folder["key"]);
        if (key.Length > 0) printed.ShouldNotContain(key);
        shell.AddRange(here.Split('\n').Where(line => line.StartsWith("export ", StringComparison.Ordinal) && !line.Contains("SIGNING_KEY", StringComparison.Ordinal)));
        if (key.Length > 0 && !shell.Exists(line => line.Contains("SIGNING_KEY", StringComparison.Ordinal))) shell.Add($"export CRMINSIGHTS_SIGNING_KEY={key}");
    }

    static async Task<string> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = PublishedApp.Root(), RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        process.ExitCode.ShouldBe(0, string.Concat(texts));
        return string.Concat(texts);
    }
}
