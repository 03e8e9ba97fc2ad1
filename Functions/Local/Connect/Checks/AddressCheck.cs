using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CrmInsights.Local.Connect.Checks;

/// <summary>Whether the plug-ins know the app's address, and the app answers there, is well, writes to this environment and takes what they sign.</summary>
sealed class AddressCheck : ICheck
{
    const string AppSubject = "Function app";
    const string Example = "https://contoso-insights.azurewebsites.net";

    public string Subject => "Address of the app";

    public async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        var variable = target.Ours.Variable;
        if (await target.AddressAsync(cancellation) is not { Length: > 0 } text)
            return [Finding.Problem(Subject, $"the environment variable {variable} has no value.", $"Run crminsights connect --set-url {Example}"), AppNotChecked()];
        if (AppAddress.Fault(text) is { } fault)
            return [Finding.Problem(Subject, $"{variable} is '{text}': {fault}", $"Run crminsights connect --set-url {Example}"), AppNotChecked()];

        var address = new Uri(text);
        return [Finding.Ok(Subject, $"{variable} is {text}."), .. await AppAsync(target, address, cancellation)];
    }

    static Finding AppNotChecked() => Finding.NotChecked(AppSubject, "it has no address yet.");

    static async Task<IEnumerable<Finding>> AppAsync(ConnectTarget target, Uri address, CancellationToken cancellation)
    {
        var health = await AppHealthAnswer.AskAsync(target.App, address, cancellation);
        if (health.Fault is { } fault)
            return [Finding.Problem(AppSubject, fault, "Deploy the app (docs/install.md), start it, and check the address and the network between.")];
        var findings = health.Reasons.Select(reason => Finding.Problem(AppSubject, $"it is up, but not well: {reason}", "Mend this in the app's settings, then restart it (docs/function-app.md).")).ToList();
        if (await EnvironmentFaultAsync(target, health, cancellation) is { } elsewhere) findings.Add(elsewhere);
        if (await KeyFaultAsync(target, address, cancellation) is { } key) findings.Add(key);
        return findings.Count > 0 ? findings : [Finding.Ok(AppSubject, $"version {health.Version} answers, is well, writes to this environment and takes what the steps sign.")];
    }

    static async Task<Finding?> EnvironmentFaultAsync(ConnectTarget target, AppHealthAnswer health, CancellationToken cancellation)
    {
        if (health.OrganizationId is not { } organization) return null;
        var here = (await target.Dataverse.WhoAmIAsync(cancellation)).OrganizationId;
        return organization == here ? null : Finding.Problem(AppSubject, $"it writes to the organisation {organization}, but this environment is {here}.",
            "Set CrmInsights__DataverseUrl of the app to this environment, or ci_FunctionsUrl to the app of this environment.");
    }

    // An empty event, signed: the signature is looked at first, so that 400 means it was right and nothing was taken.
    static async Task<Finding?> KeyFaultAsync(ConnectTarget target, Uri address, CancellationToken cancellation)
    {
        var steps = await target.StepsAsync(cancellation);
        if ((await SigningKeys.ReadAsync(target, steps.Values, cancellation)).Any is not { } key) return null;
        using var content = Signed("{}", key, target.Clock);
        return await StatusAsync(target.App, new Uri(address, "/api/events"), content, cancellation) == HttpStatusCode.Unauthorized
            ? Finding.Problem(AppSubject, "it refuses what the steps sign: its key is another, or one of the clocks is wrong by minutes.",
                "Set CrmInsights__SigningKey of the app to the key of the steps, or run crminsights connect --set-key with the app's.")
            : null;
    }

    static async Task<HttpStatusCode?> StatusAsync(HttpClient http, Uri place, HttpContent content, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.PostAsync(place, content, cancellation);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null; // it has answered for its health just now; what is wrong with it is told by that
        }
    }

    static StringContent Signed(string body, string key, TimeProvider clock)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{time}.{body}"));
        var content = new StringContent(body, Encoding.UTF8, "application/cloudevents+json");
        content.Headers.Add("x-ci-signature", $"t={time},v1={Convert.ToHexStringLower(hash)}");
        return content;
    }
}
