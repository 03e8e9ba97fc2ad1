using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CrmInsights.Local.Hosting.Definitions;
using CrmInsights.Local.Hosting.Handler;
using CrmInsights.Local.Hosting.Queues;

namespace CrmInsights.Local.Hosting.Calls;

/// <summary>Sends envelopes to the handler and puts what it answers on the queues.</summary>
sealed class FunctionCaller(IHandler handler, QueueFile queues, HostSettings settings, ILoggerFactory logs) : IDisposable
{
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Calls a function; its queue outputs are put before this returns.</summary>
    public async Task<CallOutcome> CallAsync(FunctionDefinition function, string envelope, CancellationToken cancellation)
    {
        var log = logs.CreateLogger($"Function.{function.Name}");
        var outcome = await TryCallAsync(function, envelope, cancellation);
        foreach (var line in outcome.Answer?.Logs ?? []) log.LogInformation("{Line}", line);
        if (outcome.Failure is not null) log.LogError("{Function} failed: {Reason}", function.Name, outcome.Failure);
        return outcome;
    }

    public void Dispose() => _http.Dispose();

    async Task<CallOutcome> TryCallAsync(FunctionDefinition function, string envelope, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(settings.FunctionTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var answer = await SendAsync(function.Name, envelope, either.Token);
            Check(function, answer);
            PutOutputs(function, answer);
            return new CallOutcome(answer, null);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new CallOutcome(null, $"it took longer than the functionTimeout of {settings.FunctionTimeout} in host.json.");
        }
        catch (Exception error) when (error is HttpRequestException or InvalidDataException or IOException)
        {
            return new CallOutcome(null, error.Message);
        }
    }

    async Task<HandlerAnswer> SendAsync(string function, string envelope, CancellationToken cancellation)
    {
        var address = await handler.AddressAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, function));
        request.Content = new StringContent(envelope, Encoding.UTF8, new MediaTypeHeaderValue("application/json", "utf-8"));
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-HostVersion", "4.0.0");
        request.Headers.TryAddWithoutValidation("User-Agent", "Azure-Functions-Host/4.0.0");
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            return await ReadAsync(response, cancellation);
        }
        catch (HttpRequestException)
        {
            await handler.NoAnswerAsync(address, cancellation);
            throw;
        }
    }

    static async Task<HandlerAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode ? HandlerAnswer.Parse(response.Content.Headers.ContentType?.MediaType, body)
            : throw new InvalidDataException($"The handler answered {(int)response.StatusCode}: {Shorten(body)}");
    }

    static void Check(FunctionDefinition function, HandlerAnswer answer)
    {
        foreach (var binding in function.Outputs.Where(output => output.Is("http")))
        {
            var value = answer.Output(binding.Name);
            if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null))
                throw new InvalidDataException($"The HTTP output '{binding.Name}' is {value.GetRawText()}; expected an object with statusCode, body and headers.");
        }
    }

    void PutOutputs(FunctionDefinition function, HandlerAnswer answer)
    {
        foreach (var binding in function.Outputs.Where(output => output.Is("queue")))
        {
            var wires = MessagesOf(answer.Output(binding.Name)).Select(text => QueueText.ToWire(QueueText.BytesOfOutput(text), settings.Base64Messages)).ToList();
            if (wires.Find(wire => wire.Length > QueueText.LargestWire) is { } large)
                throw new InvalidDataException($"A message for queue output '{binding.Name}' has {large.Length} bytes; a queue takes {QueueText.LargestWire}.");
            if (wires.Count > 0) queues.PutAll(binding.Text("queueName") ?? throw new UnreachableException("Checked when the host was opened."), wires);
        }
    }

    static IEnumerable<string> MessagesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(MessagesOf),
        JsonValueKind.String => [value.GetString()!],
        _ => [value.GetRawText()],
    };

    static string Shorten(string body) => body.Length <= 500 ? body : body[..500] + "...";
}
