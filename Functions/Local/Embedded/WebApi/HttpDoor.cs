using System.Globalization;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.AspNetCore.Http.Features;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Takes requests from HTTP: who calls, how much, how large; and writes the answers.</summary>
sealed class HttpDoor(WebApiServer server, CallerReader callers, WebApiOptions options)
{
    readonly BatchRunner _batches = new(server, callers);
    readonly RequestLimiter _limiter = new(options.RequestLimit, server.Organization.Clock);

    public async Task Answer(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        WebApiResponse answer;
        try
        {
            answer = await Answer(context, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;     // nobody waits for an answer any more
        }
        catch (Exception error)     // the edge of the process: every fault gets Dataverse's error body
        {
            answer = ErrorAnswers.Of(error);
        }
        await Write(context.Response, answer, cancellation);
    }

    async Task<WebApiResponse> Answer(HttpContext context, CancellationToken cancellation)
    {
        var http = context.Request;
        if (callers.Authenticate(http) is not { } user) return Unauthorized(http);
        if (_limiter.Wait(user) is { } wait) return TooMany(wait);
        if (WebApiEndpoints.Split(http) is not { } address) throw WebApiException.NoSuchSegment(http.Path);
        var caller = await callers.Read(new Caller(user), http.Headers, address.Target, cancellation);
        var request = new WebApiRequest
        {
            Method = http.Method,
            ServiceRoot = address.Root,
            Target = address.Target,
            Headers = http.Headers,
            Caller = caller,
            Body = await Body(context, cancellation),
        };
        if (request.Target.Split('?')[0] == "$batch") return await _batches.Answer(request, cancellation);
        CheckContentType(request);
        return await server.Answer(request, cancellation);
    }

    // Also keeps out web pages of other origins, which may post to this machine what needs no permission of the browser: a text, or bytes without a type.
    static void CheckContentType(WebApiRequest request)
    {
        var type = request.Header("Content-Type");
        if (request.Body.Length > 0 && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw new WebApiException(415, (uint)FaultCode.ODataError, $"The Content-Type is '{type}'; expected application/json.");
    }

    async Task<ReadOnlyMemory<byte>> Body(HttpContext context, CancellationToken cancellation)
    {
        var length = context.Request.ContentLength;
        if (length > options.MaxBodyBytes) throw TooLarge();
        if (length is 0 || length is null && !context.Request.Headers.ContainsKey("Transfer-Encoding") && IsBodiless(context)) return default;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = options.MaxBodyBytes;
        using var body = new MemoryStream(length is { } known ? (int)known : 4096);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > options.MaxBodyBytes) throw TooLarge();
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    static bool IsBodiless(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    WebApiException TooLarge() => new(413, 0x8004418A, $"The request body is larger than {options.MaxBodyBytes} bytes.");

    WebApiResponse TooMany(TimeSpan wait) => ErrorAnswers.Of(_limiter.Fault())
        .With("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));

    static WebApiResponse Unauthorized(HttpRequest http) =>
        ErrorAnswers.Of(new WebApiException(401, 0x80040204, "The request has no valid token; expected 'Authorization: Bearer <token>'."))
            .With("WWW-Authenticate", $"Bearer resource_id={http.Scheme}://{http.Host}/");

    static async Task Write(HttpResponse response, WebApiResponse answer, CancellationToken cancellation)
    {
        response.StatusCode = answer.Status;
        response.Headers["OData-Version"] = "4.0";
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (answer.ContentType is null) return;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, cancellation);
    }
}
