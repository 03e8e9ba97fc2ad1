using System.Diagnostics;
using System.IO.Compression;
using CrmInsights.EndToEnd.Processes;

namespace CrmInsights.EndToEnd.Deployment;

/// <summary>The Function app as docs/install.md publishes it, unpacked into a clean folder.</summary>
static class PublishedApp
{
    /// <summary>Tests that publish wait for one another: two at once would write the same files of the checkout.</summary>
    public const string OneAtATime = "Publishing";

    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Publishes into a folder; returns the folder that holds nothing but what the zip held.</summary>
    public static async Task<string> UnpackAsync(TemporaryFolder folder)
    {
        await PublishAsync(folder["published"], folder["app.zip"]);
        ZipFile.ExtractToDirectory(folder["app.zip"], folder["app"]);
        Directory.Delete(folder["published"], recursive: true);
        return folder["app"];
    }

    static async Task PublishAsync(string output, string zip)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Root(), RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["publish", "Functions/App", "-c", "Release", "-v", "q", "-nologo", "-o", output, $"-p:DeploymentZip={zip}"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        process.ExitCode.ShouldBe(0, string.Concat(texts));
    }

    /// <summary>The checkout that the tests were built from.</summary>
    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmInsights.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
