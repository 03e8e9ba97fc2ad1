using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmInsights.App.Hosting;

/// <summary>The door for the Functions host: POST /&lt;function&gt; with its envelope. Every answer is a well-formed one.</summary>
static class FunctionEndpoints
{
    public static void MapFunctions(this WebApplication app)
    {
        app.MapGet("/", () => "CrmInsights is up.");
        foreach (var function in app.Services.GetServices<IFunction>())
        {
            var name = function.GetType().Name;
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(name);
            app.MapPost("/" + name, context => AnswerAsync(function, context, log));
        }
    }

    static async Task AnswerAsync(IFunction function, HttpContext context, ILogger log)
    {
        var (status, body) = await RunAsync(function, context, log);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    // The edge of the process: a failed call is answered 500, so that the host counts it and delivers the message again.
    static async Task<(int Status, string Body)> RunAsync(IFunction function, HttpContext context, ILogger log)
    {
        try
        {
            var envelope = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, JsonSerializerOptions.Default, context.RequestAborted);
            var answer = await function.RunAsync(Invocation.Of(envelope), context.RequestAborted);
            return (StatusCodes.Status200OK, answer.ToJson());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return (StatusCodes.Status499ClientClosedRequest, Failure("The host ended the call."));
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            log.LogError(fault, "The call cannot be understood: {Reason}", fault.Message);
            return (StatusCodes.Status400BadRequest, Failure(fault.Message));
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The call failed: {Reason}", fault.Message);
            return (StatusCodes.Status500InternalServerError, Failure(fault.Message));
        }
    }

    static string Failure(string message) =>
        new JsonObject { ["Outputs"] = new JsonObject(), ["Logs"] = new JsonArray(message), ["ReturnValue"] = null }.ToJsonString();
}
