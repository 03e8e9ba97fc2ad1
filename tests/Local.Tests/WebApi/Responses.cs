using System.Net;
using System.Text.Json.Nodes;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reads answers as tests need them.</summary>
static class Responses
{
    public static async Task<JsonObject> Json(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!.AsObject();
    }

    public static Guid EntityId(this HttpResponseMessage response) =>
        Guid.Parse(response.Headers.GetValues("OData-EntityId").Single().Split('(', ')')[1]);

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Checks the status and the exact shape of the error body; returns its message.</summary>
    public static async Task<string> ShouldFail(this Task<HttpResponseMessage> answer, int status, string code)
    {
        var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe((HttpStatusCode)status, text);
        response.Header("OData-Version").ShouldBe("4.0");
        var body = JsonNode.Parse(text)!.AsObject();
        body.Select(member => member.Key).ShouldBe(["error"]);
        var error = body["error"]!.AsObject();
        error.Select(member => member.Key).ShouldBe(["code", "message"]);
        error["code"]!.GetValue<string>().ShouldBe(code, text);
        return error["message"]!.GetValue<string>();
    }

    public static async Task ShouldBe(this Task<HttpResponseMessage> answer, int status)
    {
        var response = await answer;
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        response.Header("OData-Version").ShouldBe("4.0");
    }

    public static string Text(this JsonNode? node, string property) => node![property]!.GetValue<string>();

    public static IEnumerable<string> Texts(this JsonArray rows, string property) => rows.Select(row => row.Text(property));
}
