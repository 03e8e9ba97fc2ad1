using System.Text.Json;
using CrmInsights.Local.Hosting.Calls;
using CrmInsights.Local.Hosting.Definitions;
using Microsoft.AspNetCore.Http.Features;

namespace CrmInsights.Local.Hosting;

/// <summary>The host's addresses: HTTP functions below the route prefix, and <c>/admin/functions/{name}</c> to run the others by hand.</summary>
static class FunctionEndpoints
{
    const long LargestBody = 100L * 1024 * 1024;    // the real host's limit
    static readonly string[] s_anyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static void MapFunctions(this IEndpointRouteBuilder routes, FunctionHost host)
    {
        foreach (var function in host.HttpFunctions)
        {
            var methods = function.Trigger.Texts("methods") is { Count: > 0 } named ? named.Select(method => method.ToUpperInvariant()) : s_anyMethod;
            routes.MapMethods($"/{host.RoutePrefix}/{function.Trigger.Text("route") ?? function.Name}", methods, context => AnswerAsync(host, function, context));
        }
        routes.MapPost("/admin/functions/{name}", (string name, HttpContext context) => InvokeAsync(host, name, context));
    }

    static async Task AnswerAsync(FunctionHost host, FunctionDefinition function, HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestBody;
        if (context.Request.ContentLength > LargestBody)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        var call = await HttpCall.ReadAsync(context.Request, context.RequestAborted);
        var outcome = await host.CallHttpAsync(function, call, context.RequestAborted);
        if (outcome?.Answer is { } answer)
        {
            var output = function.Outputs.FirstOrDefault(binding => binding.Is("http"))?.Name ?? "$return";
            await HttpOutput.WriteAsync(context.Response, answer.Output(output), context.RequestAborted);
            return;
        }
        context.Response.StatusCode = outcome is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
    }

    static async Task<IResult> InvokeAsync(FunctionHost host, string name, HttpContext context)
    {
        // A JSON body keeps foreign web pages out: a browser asks before it sends one across origins.
        if (!context.Request.HasJsonContentType()) return Results.Text("Send JSON, {\"input\":\"\"}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        if (!host.InvocableNames().Contains(name, StringComparer.OrdinalIgnoreCase))
            return Results.Text($"There is no timer or queue function '{name}'; there are {string.Join(", ", host.InvocableNames())}.", statusCode: StatusCodes.Status404NotFound);

        string input;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            input = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("input", out var text) ? text.ToString() : "";
        }
        catch (JsonException error)
        {
            return Results.Text($"The body is not JSON: {error.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
        host.Begin(name, input);
        return Results.Accepted();
    }
}
