using System.Net;
using System.Text;
using System.Text.Json;

namespace CrmInsights.Dataverse.Internals;

/// <summary>Reads answers. What is not what Dataverse would send is refused with the place and the beginning of what came.</summary>
static class Answer
{
    const int Excerpt = 300;

    /// <summary>The JSON object of a successful answer.</summary>
    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode) throw await ReadErrorAsync(response, cancellation).ConfigureAwait(false);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            var json = await JsonSerializer.DeserializeAsync<JsonElement>(body, JsonSerializerOptions.Default, cancellation).ConfigureAwait(false);
            return json.ValueKind == JsonValueKind.Object
                ? json
                : throw new InvalidDataException($"{Place(response)} answered {json.ValueKind}; expected a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{Place(response)} answered something that is not JSON: {fault.Message}", fault);
        }
    }

    /// <summary>The refusal as an exception, whatever shape its body has.</summary>
    public static async Task<DataverseException> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        var (code, message) = Parse(body);
        return new DataverseException(response.StatusCode, code, Describe(response, message));
    }

    static (string Code, string Message) Parse(string body)
    {
        try
        {
            var error = JsonSerializer.Deserialize<ErrorBody>(body, JsonSerializerOptions.Web)?.Error;
            if (error is not null) return (error.Code ?? "", error.Message ?? "");
        }
        catch (JsonException)
        {
            return ("", Shorten(body)); // a proxy or sign-in page: its beginning is the message
        }
        return ("", Shorten(body));
    }

    static string Describe(HttpResponseMessage response, string message) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => $"{Place(response)} refused the sign-in (401). {message} Check tenant, client id and secret, or the managed identity.",
        HttpStatusCode.Forbidden => $"{Place(response)} refused (403): {message} The application user needs the role \"CrmInsights Service\".",
        _ => $"{Place(response)} answered {(int)response.StatusCode}: {message}",
    };

    static string Place(HttpResponseMessage response) => response.RequestMessage?.RequestUri is { } address
        ? $"{response.RequestMessage.Method} {address.AbsolutePath}"
        : "Dataverse";

    static string Shorten(string body)
    {
        var text = new StringBuilder(Math.Min(body.Length, Excerpt));
        foreach (var character in body.AsSpan(0, Math.Min(body.Length, Excerpt))) text.Append(char.IsControl(character) ? ' ' : character);
        return text.ToString().Trim();
    }

    sealed record ErrorBody(ErrorDetail? Error);

    sealed record ErrorDetail(string? Code, string? Message);
}
