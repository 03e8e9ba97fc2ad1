using System.Text.Json;

namespace CrmInsights.Local.Connect;

/// <summary>What the app says of itself at /api/health.</summary>
sealed record AppHealthAnswer
{
    /// <summary>Why there is no answer of the app; null where there is one.</summary>
    public string? Fault { get; init; }
    public string Version { get; init; } = "";
    public IReadOnlyList<string> Reasons { get; init; } = [];
    public Guid? OrganizationId { get; init; }
    /// <summary>The systemuser that the app is in Dataverse.</summary>
    public Guid? UserId { get; init; }

    public static async Task<AppHealthAnswer> AskAsync(HttpClient http, Uri address, CancellationToken cancellation)
    {
        var place = new Uri(address, "/api/health");
        try
        {
            using var answer = await http.GetAsync(place, cancellation);
            return answer.Content.Headers.ContentType?.MediaType == "application/json"
                ? Read(await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation))
                : new AppHealthAnswer { Fault = $"{place} answers {(int)answer.StatusCode}, but not as CrmInsights does." };
        }
        catch (JsonException)
        {
            return new AppHealthAnswer { Fault = $"{place} answers, but not as CrmInsights does." };
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new AppHealthAnswer { Fault = $"no answer from {place}: {fault.Message}" };
        }
    }

    static AppHealthAnswer Read(JsonElement report)
    {
        var dataverse = Part(report, "dataverse");
        return report.ValueKind != JsonValueKind.Object || !report.TryGetProperty("status", out _)
            ? new AppHealthAnswer { Fault = "what answers there is not CrmInsights." }
            : new AppHealthAnswer
            {
                Version = Part(report, "versions") is { } versions ? Text(versions, "app") : "",
                Reasons = report.TryGetProperty("reasons", out var reasons) && reasons.ValueKind == JsonValueKind.Array ? [.. reasons.EnumerateArray().Select(reason => reason.ToString())] : [],
                OrganizationId = dataverse is { } home ? Id(home, "organizationId") : null,
                UserId = dataverse is { } user ? Id(user, "userId") : null,
            };
    }

    static JsonElement? Part(JsonElement report, string name) =>
        report.ValueKind == JsonValueKind.Object && report.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    static string Text(JsonElement part, string name) => part.TryGetProperty(name, out var value) ? value.ToString() : "";

    static Guid? Id(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : null;
}
