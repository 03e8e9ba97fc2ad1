using System.CommandLine;
using CrmInsights.Insights.Reports;
using CrmInsights.Local.Running;
using CrmInsights.Store;

namespace CrmInsights.Local.Commands;

/// <summary>`crminsights report`: the report of the last run as one HTML file.</summary>
static class ReportVerb
{
    static readonly Option<DirectoryInfo?> s_dataDirectory = new("--data-dir") { Description = "Folder of all state that `crminsights run` was given (default: crminsights in the user's local application data)." };
    static readonly Option<string?> s_store = new("--store") { Description = "Store of the app, where `crminsights run` was given one with --store." };
    static readonly Option<FileInfo> s_out = new("--out") { Description = "The file to write.", DefaultValueFactory = _ => new FileInfo("model-report.html") };

    public static Command Describe()
    {
        var command = new Command("report", "Writes the report of all models as one HTML file that needs nothing else.") { s_dataDirectory, s_store, s_out };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = parsed.GetValue(s_dataDirectory)?.FullName ?? RunOptions.DefaultDataDirectory();
        var report = await ReadAsync(folder, parsed.GetValue(s_store), cancellation)
            ?? throw new CommandFailedException($"There is no report in {(parsed.GetValue(s_store) is null ? folder : "that store")} yet: it is written at the end of a mining run. Start `crminsights run` and wait for it, or `crminsights run --once`.");
        var file = parsed.GetRequiredValue(s_out).FullName;
        try
        {
            await File.WriteAllTextAsync(file, report, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The report cannot be written: {fault.Message} Give another file with --out FILE.");
        }
        Console.WriteLine($"The report is in {file}.");
        return ExitCode.Done;
    }

    /// <summary>The report; null where there is none yet. Reading needs no lock: a running program may go on.</summary>
    static async Task<string?> ReadAsync(string folder, string? setting, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, StateFolder.StoreName);
        if (setting is null && !File.Exists(file)) return null;
        try
        {
            await using var store = await InsightStore.OpenAsync(setting ?? $"sqlite:{file}", new StoreOptions(), cancellation);
            return await store.Runs.GetAsync(ModelReport.LedgerName, cancellation);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidDataException or System.Data.Common.DbException)
        {
            throw new CommandFailedException($"The store cannot be read: {fault.Message}");
        }
    }
}
