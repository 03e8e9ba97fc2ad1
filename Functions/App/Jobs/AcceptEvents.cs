using System.Net.Mime;
using System.Text;
using CrmInsights.App.Events;
using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs;

/// <summary>Takes signed events into the inbox, or says why not.</summary>
/// <param name="inbox">Where accepted events are kept.</param>
/// <param name="environment">Which environment this app writes to.</param>
/// <param name="champion">Whether there is anything to score with.</param>
/// <param name="requests">Who waits for a score.</param>
/// <param name="keys">Accepted signing keys.</param>
/// <param name="clocks">The app's time, and the real time for signatures.</param>
sealed class AcceptEvents(
    IEventInbox inbox, HomeEnvironment environment, Champion champion, ScoreRequests requests, IReadOnlyList<string> keys, Clocks clocks)
{
    const int LargestBody = 1024 * 1024;
    const string Single = "application/cloudevents+json";
    const string Batch = "application/cloudevents-batch+json";

    /// <exception cref="EventFaultException">Nothing was accepted; its status and message are for the sender.</exception>
    public async Task<AcceptResult> RunAsync(EventRequest request, CancellationToken cancellation)
    {
        var body = BodyOf(request);
        var batch = IsBatch(request.ContentType);
        if (EventSignature.Fault(request.Signature, body, keys, clocks.Wall.GetUtcNow()) is { } fault)
            throw new EventFaultException(StatusCodes.Status401Unauthorized, fault);

        var home = await environment.ReadAsync(cancellation);
        var reader = new EventReader(home, clocks.App.GetUtcNow());
        var events = reader.Read(body, batch);
        await requests.NoteAsync(reader.Requests, cancellation); // before the customer can be scored, so that no request is overlooked
        var accepted = await inbox.AcceptAsync(events, cancellation);
        // Before the first training nobody can be scored: the customers wait for it, and a first import is spared a wake-up an event.
        return await champion.IsTrainedAsync(cancellation) ? accepted : accepted with { ShardsToWake = [] };
    }

    static byte[] BodyOf(EventRequest request)
    {
        if (string.IsNullOrEmpty(request.Body))
            throw new EventFaultException(StatusCodes.Status411LengthRequired, "The request has no body of a stated length; send a CloudEvent with Content-Length.");
        if (request.ContentEncoding is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw new EventFaultException(StatusCodes.Status415UnsupportedMediaType, $"The body is compressed ({encoding}); send it plain.");
        var text = request.Body.AsSpan().TrimStart('\uFEFF');
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > LargestBody)
            throw new EventFaultException(StatusCodes.Status413PayloadTooLarge, $"The body has {length} bytes; expected at most {LargestBody}. Send smaller batches.");
        var bytes = new byte[length];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    static bool IsBatch(string? contentType)
    {
        var mediaType = ParseMediaType(contentType);
        if (mediaType is Single or Batch) return mediaType == Batch;
        throw new EventFaultException(StatusCodes.Status415UnsupportedMediaType, $"The content type is '{contentType}'; expected {Single} or {Batch}.");
    }

    static string? ParseMediaType(string? contentType)
    {
        try
        {
            return contentType is null ? null : new ContentType(contentType).MediaType.ToLowerInvariant();
        }
        catch (FormatException)
        {
            return null; // not a content type at all: answered as an unsupported one
        }
    }
}
