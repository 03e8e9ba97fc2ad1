using System.CommandLine;
using CrmInsights.Local.Running;

namespace CrmInsights.Local.Commands;

/// <summary>`crminsights run`: embedded Dataverse, Function app and web form on this machine.</summary>
static class RunVerb
{
    internal const int DefaultPort = 7071;

    static readonly Option<int> s_port = new("--port") { Description = "Port of the web form, the Web API and the functions; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
    static readonly Option<DirectoryInfo?> s_data = new("--data") { Description = "Folder with your own CSV files. Without it: a generated sample company." };
    static readonly Option<FileInfo?> s_mapping = new("--mapping") { Description = "Mapping file that says what the columns mean (default: mapping.yaml beside the data)." };
    static readonly Option<bool> s_once = new("--once") { Description = "Import, mine, print the summary and end." };
    static readonly Option<bool> s_noWindow = new("--no-window") { Description = "Do not open a browser window." };
    static readonly Option<DirectoryInfo?> s_dataDirectory = new("--data-dir") { Description = "Folder of all state (default: crminsights in the user's local application data)." };
    static readonly Option<string?> s_store = new("--store") { Description = "Store of the app: postgres:<connection string> of an empty database (default: a SQLite file in the data directory)." };
    static readonly Option<int> s_seed = new("--seed") { Description = "Seed of the sample company.", DefaultValueFactory = _ => 42 };
    static readonly Option<int> s_accounts = new("--accounts") { Description = "Accounts of the sample company.", DefaultValueFactory = _ => 2000 };
    static readonly Option<DateTimeOffset?> s_now = new("--now") { Description = "Sets the clock, e.g. 2024-01-29. It runs on from there, also after a restart, and is never set back." };
    static readonly Option<FileInfo?> s_json = new("--json") { Description = "Writes the summary as JSON to this file." };

    public static Command Describe()
    {
        var command = new Command("run", "Runs everything on this machine: Dataverse, Function app and web form, with a sample company or your own data.")
        {
            s_port, s_data, s_mapping, s_once, s_noWindow, s_dataDirectory, s_store, s_seed, s_accounts, s_now, s_json,
        };
        s_store.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is not { } store || !store.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase))
                result.AddError("--store names no PostgreSQL database; expected postgres:Host=...;Database=...;Username=...");
        });
        s_port.Validators.Add(result => RefuseOutside(result, s_port, 0, 65535));
        s_accounts.Validators.Add(result => RefuseOutside(result, s_accounts, 10, 2000));
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_mapping) is not null && result.GetValue(s_data) is null) result.AddError("--mapping needs --data: it says what the columns of your files mean.");
        });
        command.SetAction((parsed, cancellation) => Runner.RunAsync(Options(parsed), cancellation));
        return command;
    }

    static void RefuseOutside(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least, int most)
    {
        if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
            result.AddError($"{option.Name} is {value}; expected {least} to {most}.");
    }

    static RunOptions Options(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(s_port),
        Data = parsed.GetValue(s_data)?.FullName,
        Mapping = parsed.GetValue(s_mapping)?.FullName,
        Once = parsed.GetValue(s_once),
        OpenWindow = !parsed.GetValue(s_noWindow),
        DataDirectory = parsed.GetValue(s_dataDirectory)?.FullName ?? RunOptions.DefaultDataDirectory(),
        Store = parsed.GetValue(s_store),
        Seed = parsed.GetValue(s_seed),
        SampleAccounts = parsed.GetValue(s_accounts),
        Now = parsed.GetValue(s_now),
        Json = parsed.GetValue(s_json)?.FullName,
    };
}
