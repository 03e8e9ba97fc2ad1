using System.Globalization;
using System.Text.Json;

namespace CrmInsights.Local.Hosting.Calls;

/// <summary>Writes the value of an http output binding as the answer to the caller.</summary>
static class HttpOutput
{
    public static async Task WriteAsync(HttpResponse response, JsonElement output, CancellationToken cancellation)
    {
        if (output.ValueKind != JsonValueKind.Object)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        response.StatusCode = StatusOf(output);
        var body = Find(output, "body");
        if (body.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            response.ContentType = body.ValueKind == JsonValueKind.String ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
        if (Find(output, "headers") is { ValueKind: JsonValueKind.Object } headers)
            foreach (var header in headers.EnumerateObject()) response.Headers[header.Name] = header.Value.ToString();
        if (body.ValueKind is JsonValueKind.String) await response.WriteAsync(body.GetString()!, cancellation);
        else if (body.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)) await response.WriteAsync(body.GetRawText(), cancellation);
    }

    static int StatusOf(JsonElement output)
    {
        var status = Find(output, "statusCode") is { ValueKind: not JsonValueKind.Undefined } code ? code : Find(output, "status");
        return int.TryParse(status.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : StatusCodes.Status200OK;
    }

    static JsonElement Find(JsonElement json, string name) =>
        json.EnumerateObject().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
