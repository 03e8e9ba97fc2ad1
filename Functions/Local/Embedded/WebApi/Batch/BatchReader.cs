using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Reads the parts of a $batch.</summary>
static class BatchReader
{
    public const int MostRequests = 1_000;

    const int LongestAddress = 64 * 1024;

    public static List<BatchPart> Read(WebApiRequest request)
    {
        var type = request.Header("Content-Type");
        var boundary = Multipart.Boundary(type)
            ?? throw new WebApiException(415, (uint)FaultCode.ODataError, $"The Content-Type of the batch is '{type}'; expected multipart/mixed with a boundary.");
        var parts = new List<BatchPart>();
        var requests = 0;
        foreach (var part in Multipart.Split(request.Body, boundary, MostRequests))
        {
            parts.Add(Part(part));
            requests += parts[^1] is BatchPart.ChangeSet set ? set.Members.Count : 1;
            if (requests > MostRequests) throw Multipart.TooMany(MostRequests);
        }
        return parts;
    }

    static BatchPart Part(ReadOnlyMemory<byte> part)
    {
        var (headers, content) = Multipart.Headers(part);
        var type = headers.ContentType.ToString();
        if (Multipart.Boundary(type) is not { } boundary) return Request(type, headers["Content-ID"].ToString(), content);
        var members = new List<BatchPart.Single>();
        foreach (var member in Multipart.Split(content, boundary, MostRequests)) members.Add(Member(member));
        return new BatchPart.ChangeSet(members);
    }

    static BatchPart.Single Member(ReadOnlyMemory<byte> part)
    {
        var (headers, content) = Multipart.Headers(part);
        var member = Request(headers.ContentType.ToString(), headers["Content-ID"].ToString(), content);
        if (!member.Writes) throw WebApiException.Payload("A change set holds a GET request; only requests that write may stand in it.");
        return member.ContentId is not null ? member : throw WebApiException.Payload("A request of a change set has no Content-ID.");
    }

    static BatchPart.Single Request(string contentType, string contentId, ReadOnlyMemory<byte> content)
    {
        if (!contentType.StartsWith("application/http", StringComparison.OrdinalIgnoreCase))
            throw WebApiException.Payload($"A part of the batch has the Content-Type '{contentType}'; expected application/http.");
        var line = Multipart.Line(ref content, LongestAddress);
        var (first, last) = (line.IndexOf(' ', StringComparison.Ordinal), line.LastIndexOf(' '));
        if (first <= 0 || last <= first || !line.AsSpan(last + 1).StartsWith("HTTP/"))
            throw WebApiException.Payload("A part of the batch does not begin with a request line such as 'GET /api/data/v9.2/accounts HTTP/1.1'.");
        var (headers, body) = Multipart.Headers(content);
        var id = headers["Content-ID"].ToString() is { Length: > 0 } inner ? inner : contentId;
        return new BatchPart.Single(line[..first], line[(first + 1)..last].Trim(), headers, Trimmed(body), id.Length == 0 ? null : id);
    }

    static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> body) => body.Span.IndexOfAnyExcept(" \r\n\t"u8) < 0 ? default : body;
}
