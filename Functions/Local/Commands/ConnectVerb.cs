using System.CommandLine;
using System.CommandLine.Parsing;
using Azure.Identity;
using CrmInsights.Dataverse;
using CrmInsights.Local.Connect;

namespace CrmInsights.Local.Commands;

/// <summary>`crminsights connect`: whether a real environment has all that CrmInsights needs, and how to mend what it lacks.</summary>
static class ConnectVerb
{
    const string SecretVariable = "CRMINSIGHTS_CLIENT_SECRET";
    const string TokenVariable = "CRMINSIGHTS_TOKEN";

    static readonly Option<string> s_url = new("--url") { Description = "Address of the environment, such as https://contoso.crm4.dynamics.com.", Required = true };
    static readonly Option<string?> s_tenant = new("--tenant") { Description = "Tenant to sign in at (default: your own)." };
    static readonly Option<string?> s_client = new("--client-id") { Description = $"App registration to sign in with; its secret comes from the environment variable {SecretVariable}." };
    static readonly Option<bool> s_deviceCode = new("--device-code") { Description = "Signs you in with a code in a browser, also on another machine." };
    static readonly Option<Guid?> s_appId = new("--app-id") { Description = "Client id of the Function app's identity (default: the app is asked who it is)." };
    static readonly Option<string?> s_setKey = new("--set-key")
    {
        Description = $"Sets the signing key on the steps: env takes it from {NewKey.Variable} (default), stdin from standard input, new makes one.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    static readonly Option<FileInfo?> s_keyFile = new("--key-file") { Description = "Where a key made by --set-key new is kept, readable by you only." };
    static readonly Option<string?> s_setUrl = new("--set-url") { Description = "Tells the plug-ins the address of the Function app, such as https://contoso-insights.azurewebsites.net." };
    static readonly Option<FileInfo?> s_json = new("--json") { Description = "Writes the findings as JSON to this file." };

    public static Command Describe()
    {
        var command = new Command("connect", "Checks a Dataverse environment for all that CrmInsights needs, says how to mend what is missing, and sets address and key.")
        {
            s_url, s_tenant, s_client, s_deviceCode, s_appId, s_setKey, s_keyFile, s_setUrl, s_json,
        };
        s_url.Validators.Add(result => AddFault(result, UrlFault(result)));
        s_setUrl.Validators.Add(result => AddFault(result, Text(result) is { } text && AppAddress.Fault(text) is { } fault ? $"--set-url is {text}: {fault}" : null));
        s_setKey.Validators.Add(result => AddFault(result, Text(result) is { } text && text is not (NewKey.FromEnvironment or NewKey.FromInput or NewKey.Generated)
            ? $"--set-key is {text}; expected {NewKey.FromEnvironment}, {NewKey.FromInput} or {NewKey.Generated}. A key itself does not belong on the command line." : null));
        command.Validators.Add(result =>
        {
            if ((KeySource(result) == NewKey.Generated) != (result.GetValue(s_keyFile) is not null)) result.AddError("--set-key new and --key-file FILE go together: the Function app needs the same key.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    static void AddFault(OptionResult result, string? fault)
    {
        if (fault is not null) result.AddError(fault);
    }

    static string? Text(OptionResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : null;

    static string? UrlFault(OptionResult result)
    {
        if (Text(result) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.PathAndQuery == "/" && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? null
            : $"--url is {text}; expected the address of an environment without a path, such as https://contoso.crm4.dynamics.com (http for this machine only).";
    }

    static string? KeySource(CommandResult result) => result.GetResult(s_setKey) is { Implicit: false } set ? Text(set) ?? NewKey.FromEnvironment : null;

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var dataverse = new DataverseWebApi(SignIn(parsed));
        using var app = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
        var target = new ConnectTarget(dataverse, await OurSolution.ReadAsync(cancellation), app, TimeProvider.System) { AppId = parsed.GetValue(s_appId) };
        await SetAsync(parsed, target, cancellation);

        var report = new ConnectReport(new Uri(parsed.GetRequiredValue(s_url)), await EnvironmentCheck.RunAsync(target, cancellation));
        report.Print(Console.Out);
        if (parsed.GetValue(s_json) is { } json) await File.WriteAllTextAsync(json.FullName, report.ToJson(), cancellation);
        return report.AllWell ? ExitCode.Done : ExitCode.Failed;
    }

    static DataverseOptions SignIn(ParseResult parsed)
    {
        var url = new Uri(parsed.GetRequiredValue(s_url));
        var options = new DataverseOptions
        {
            Url = url,
            TenantId = parsed.GetValue(s_tenant),
            ClientId = parsed.GetValue(s_client),
            ClientSecret = Environment.GetEnvironmentVariable(SecretVariable),
            BearerToken = url.IsLoopback ? Environment.GetEnvironmentVariable(TokenVariable) : null,
            OnDeviceCode = parsed.GetValue(s_deviceCode) ? Console.Out.WriteLine : null,
            OnWait = Console.Out.WriteLine,
            FaultRetries = 1,
        };
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentException fault)
        {
            throw new CommandFailedException(fault.Message);
        }
    }

    static async Task SetAsync(ParseResult parsed, ConnectTarget target, CancellationToken cancellation)
    {
        try
        {
            if (parsed.GetValue(s_setUrl) is { } address)
            {
                await SetAddress.RunAsync(target, new Uri(address), cancellation);
                Console.Out.WriteLine($"{target.Ours.Variable} is set to {address}.");
            }
            if (KeySource(parsed.CommandResult) is { } source) await SetKeyAsync(source, parsed.GetValue(s_keyFile)?.FullName, target, cancellation);
        }
        catch (Exception refusal) when (refusal is DataverseException or InvalidDataException or AuthenticationFailedException)
        {
            throw new CommandFailedException($"{refusal.Message} What was set so far stays; the same command again completes it.");
        }
    }

    static async Task SetKeyAsync(string source, string? file, ConnectTarget target, CancellationToken cancellation)
    {
        var key = await NewKey.ReadAsync(source, Console.In, cancellation);
        if (file is not null) await NewKey.KeepAsync(file, key, cancellation);
        var count = await SetKey.RunAsync(target, key, cancellation);
        Console.Out.WriteLine($"The signing key is set on {count} steps. Set the same as CrmInsights__SigningKey of the Function app; while it differs, events are refused and collected later.");
    }
}
