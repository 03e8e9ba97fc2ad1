using System.Collections;
using System.Globalization;

namespace CrmInsights.Local.Hosting.Handler;

/// <summary>
/// The environment of the handler: app settings, what the host tells every handler, and of our own only what a process needs to run. Whatever
/// else is in our environment, such as a developer's tokens, is none of its business.
/// </summary>
static class HandlerEnvironment
{
    static readonly string[] s_names =
    [
        "PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "TEMP", "TMP", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
        "SYSTEMROOT", "WINDIR", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "COMSPEC", "PATHEXT",
    ];
    static readonly string[] s_prefixes = ["DOTNET_", "LC_", "SSL_CERT_"];

    public static Dictionary<string, string> Of(FunctionHostOptions options, int port, string workerId)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => IsNeeded((string)variable.Key)).ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
        foreach (var (name, value) in options.Settings) environment[name] = value;
        environment["CrmInsights__ExitWithParent"] = "true";
        environment["FUNCTIONS_WORKER_RUNTIME"] = "Custom";
        environment["FUNCTIONS_APP_ROOT_PATH"] = Path.GetFullPath(options.AppFolder);
        environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = workerId;
        environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = environment["FUNCTIONS_HTTPWORKER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        return environment;
    }

    static bool IsNeeded(string name) =>
        s_names.Contains(name, StringComparer.OrdinalIgnoreCase) || s_prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
