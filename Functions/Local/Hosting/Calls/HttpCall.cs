using System.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace CrmInsights.Local.Hosting.Calls;

/// <summary>An HTTP request as the envelope tells it.</summary>
/// <param name="Url">Full address.</param>
/// <param name="Method">Method.</param>
/// <param name="Body">The body; base64 for bytes; null where there is none or its length was not said.</param>
sealed record HttpCall(string Url, string Method, string? Body)
{
    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }
    public required IReadOnlyList<KeyValuePair<string, string[]>> Headers { get; init; }
    public required IReadOnlyList<KeyValuePair<string, string>> Params { get; init; }

    public static async Task<HttpCall> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        new(request.GetDisplayUrl(), request.Method, await ReadBodyAsync(request, cancellation))
        {
            Query = [.. request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))],
            Headers = [.. request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? "").ToArray()))],
            Params = [.. request.RouteValues.Select(pair => KeyValuePair.Create(pair.Key, Convert.ToString(pair.Value, System.Globalization.CultureInfo.InvariantCulture) ?? ""))],
        };

    static async Task<string?> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength is null or 0) return null;
        if (IsBinary(request.ContentType))
        {
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes, cancellation);
            return Convert.ToBase64String(bytes.ToArray());
        }
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }

    static bool IsBinary(string? contentType) => contentType is not null
        && (contentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase));
}
