using System.CommandLine;
using System.Text.Json;
using CrmInsights.Dataverse;
using CrmInsights.Local.Import;
using CrmInsights.Local.Import.Csv;
using CrmInsights.Local.Running;

namespace CrmInsights.Local.Commands;

/// <summary>`crminsights import`: CSV files into a Dataverse that runs on this machine.</summary>
static class ImportVerb
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    static readonly Option<DirectoryInfo> s_data = new("--data") { Description = "Folder with the CSV files.", Required = true };
    static readonly Option<FileInfo?> s_mapping = new("--mapping") { Description = "Mapping file that says what the columns mean (default: mapping.yaml beside the data)." };
    static readonly Option<string> s_url = new("--url") { Description = "Address of a running `crminsights run`.", DefaultValueFactory = _ => $"http://localhost:{RunVerb.DefaultPort}" };
    static readonly Option<FileInfo?> s_rejected = new("--rejected") { Description = "Where rows that cannot be taken are listed (default: rejected.csv in the current folder)." };
    static readonly Option<DateTimeOffset?> s_now = new("--now") { Description = "What counts as now for dates in the future (default: the system clock)." };
    static readonly Option<FileInfo?> s_jsonFile = new("--json") { Description = "Writes the counts as JSON to this file." };

    public static Command Describe()
    {
        var command = new Command("import", "Brings customers, products and orders from CSV files into a running crminsights, through its Web API.")
        {
            s_data, s_mapping, s_url, s_rejected, s_now, s_jsonFile,
        };
        s_url.Validators.Add(result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : null;
            if (text is not null && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.IsLoopback && url.Scheme is ("http" or "https")))
                result.AddError($"--url is {text}; expected an address on this machine, such as http://localhost:{RunVerb.DefaultPort}.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var mapping = MappingReader.Read(parsed.GetRequiredValue(s_data).FullName, parsed.GetValue(s_mapping)?.FullName);
        using var rejects = new Rejects(parsed.GetValue(s_rejected)?.FullName ?? Path.GetFullPath("rejected.csv"));
        var board = new ProgressBoard();
        var clock = parsed.GetValue(s_now) is { } now ? new SimulatedClock(TimeProvider.System, now - TimeProvider.System.GetUtcNow()) : TimeProvider.System;
        using var dataverse = new DataverseWebApi(new DataverseOptions { Url = new Uri(parsed.GetRequiredValue(s_url)), BatchSize = 500, Parallelism = 2 });
        ImportResult? result = null;
        try
        {
            await new ConsoleView(board, TimeProvider.System).ShowAsync(async () =>
                result = await new Importer(dataverse, board, rejects).RunAsync(new CsvCompany(mapping, rejects, clock), cancellation));
        }
        catch (DataverseException unreachable)
        {
            throw new CommandFailedException($"{parsed.GetValue(s_url)} does not take the rows: {unreachable.Message} Start `crminsights run` first, or give its address with --url.");
        }
        await ReportAsync(result!, rejects, parsed.GetValue(s_jsonFile)?.FullName, cancellation);
        return ExitCode.Done;
    }

    static async Task ReportAsync(ImportResult result, Rejects rejects, string? jsonFile, CancellationToken cancellation)
    {
        Console.Out.WriteLine($"{result.Customers:N0} customers, {result.Products:N0} products, {result.Orders:N0} orders, {result.OrderLines:N0} lines; {result.Written:N0} rows written.");
        foreach (var sentence in rejects.Describe()) Console.Out.WriteLine(sentence);
        if (jsonFile is not null) await File.WriteAllTextAsync(jsonFile, JsonSerializer.Serialize(result, s_json), cancellation);
    }
}
