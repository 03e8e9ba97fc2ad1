using System.CommandLine;
using CrmInsights.Local.Embedded.Import;
using CrmInsights.Local.Hosting;
using CrmInsights.Local.Import.Csv;
using CrmInsights.Local.Mine;

namespace CrmInsights.Local.Commands;

/// <summary>The command line `crminsights`: its verbs, and the exit code they end with.</summary>
static class CommandLine
{
    internal const string DefaultVerb = "run";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation = default)
    {
        ParseResult parsed;
        try
        {
            parsed = Describe().Parse(WithVerb(arguments));
        }
        catch (InvalidOperationException wrong)             // a flag whose range is checked is not even of its type
        {
            return await RefuseAsync([wrong.Message]);
        }
        if (parsed.Errors.Count > 0) return await RefuseAsync(parsed.Errors.Select(error => error.Message));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) }, cancellation);
        }
        catch (Exception failure) when (failure is CommandFailedException or MappingException or SolutionImportException or FunctionHostException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. Start again to go on where this ended.");
            return ExitCode.Failed;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"crminsights failed: {failure}");
            return ExitCode.Failed;
        }
    }

    static async Task<int> RefuseAsync(IEnumerable<string> errors)
    {
        foreach (var error in errors) await Console.Error.WriteLineAsync(error);
        await Console.Error.WriteLineAsync("See crminsights --help, or crminsights <verb> --help.");
        return ExitCode.WrongUse;
    }

    internal static RootCommand Describe() =>
        new("Data mining inside Dynamics 365: run it all on this machine, bring data into it, or connect a real environment.")
        {
            RunVerb.Describe(),
            ImportVerb.Describe(),
            MineVerb.Describe(),
            ConnectVerb.Describe(),
            ReportVerb.Describe(),
        };

    // `crminsights --port 8000` means `crminsights run --port 8000`.
    static string[] WithVerb(string[] arguments) =>
        arguments.Length == 0 || (arguments[0].StartsWith('-') && arguments[0] is not ("--help" or "-h" or "-?" or "--version"))
            ? [DefaultVerb, .. arguments]
            : arguments;
}
