using System.Net;
using Polly;
using Polly.Retry;

namespace CrmInsights.Dataverse.Internals;

/// <summary>
/// Sends one request until it has an answer that means something: waits while the service asks to, repeats after faults of the way
/// where repeating is safe, and returns every other answer, refusals included.
/// </summary>
sealed class Connection(HttpClient http, TimeProvider clock, DataverseOptions options)
{
    // 429 is refused before any work is done, so it may always be repeated; 30 waits are hours of being turned away.
    const int MostThrottled = 30;

    readonly ServiceGate _gate = new(clock, options.OnWait);
    readonly ResiliencePipeline<HttpResponseMessage> _once = Throttled(clock).Build();
    readonly ResiliencePipeline<HttpResponseMessage> _repeatable = Repeatable(clock, options);

    /// <param name="create">Makes the request; called again for every attempt.</param>
    /// <param name="repeatable">False for a request that must not be done twice.</param>
    /// <param name="cancellation">Ends the waiting, too.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, bool repeatable, CancellationToken cancellation)
    {
        try
        {
            return await (repeatable
                ? _repeatable
                : _once).ExecuteAsync(token => AttemptAsync(create, token), cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsTransportFault(fault, cancellation))
        {
            throw new DataverseException($"No answer from {http.BaseAddress!.GetLeftPart(UriPartial.Authority)}: {fault.Message} Check the address and the network.", fault);
        }
    }

    async ValueTask<HttpResponseMessage> AttemptAsync(Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        await _gate.PassAsync(cancellation).ConfigureAwait(false);
        using var request = create();
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.TooManyRequests) _gate.Close(RetryAfter.Read(response.Headers, clock));
        return response;
    }

    static ResiliencePipeline<HttpResponseMessage> Repeatable(TimeProvider clock, DataverseOptions options) =>
        options.FaultRetries == 0 ? Throttled(clock).Build() : Throttled(clock).AddRetry(Transient(options)).Build();

    static ResiliencePipelineBuilder<HttpResponseMessage> Throttled(TimeProvider clock) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = MostThrottled,
            Delay = TimeSpan.Zero, // the gate does the waiting, for every call at once
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests),
            OnRetry = Discard,
        });

    static RetryStrategyOptions<HttpResponseMessage> Transient(DataverseOptions options) => new()
    {
        MaxRetryAttempts = options.FaultRetries,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = TimeSpan.FromSeconds(30),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is { } fault
            ? IsTransportFault(fault, outcome.Context.CancellationToken)
            : outcome.Outcome.Result!.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout),
        OnRetry = retry =>
        {
            options.OnWait?.Invoke($"Dataverse did not answer ({Reason(retry.Outcome)}); trying again in {retry.RetryDelay.TotalSeconds:0.0} s.");
            return Discard(retry);
        },
    };

    static ValueTask Discard(OnRetryArguments<HttpResponseMessage> retry)
    {
        retry.Outcome.Result?.Dispose();
        return default;
    }

    static string Reason(Outcome<HttpResponseMessage> outcome) => outcome.Exception?.Message ?? $"status {(int)outcome.Result!.StatusCode}";

    // HttpClient reports its own time limit as a cancellation that the caller never asked for.
    static bool IsTransportFault(Exception fault, CancellationToken cancellation) =>
        fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested);
}
