using System.Text;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.Net.Http.Headers;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Cuts a multipart body into its parts, without copying them. Lines may end in CR LF or in LF alone.</summary>
static class Multipart
{
    const int LongestBoundary = 200;
    const int LongestHeaderLine = 8 * 1024;
    const int MostHeaders = 100;

    /// <summary>The boundary of a content type; null when it is no multipart/mixed.</summary>
    public static string? Boundary(string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("multipart/mixed", StringComparison.OrdinalIgnoreCase)) return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= LongestBoundary
            ? boundary
            : throw WebApiException.Payload($"The multipart boundary has {boundary.Length} characters; expected 1 to {LongestBoundary}.");
    }

    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary, int most)
    {
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var parts = new List<ReadOnlyMemory<byte>>();
        var (start, closed) = (-1, false);
        for (var at = 0; !closed && Next(body.Span, delimiter, at) is var found and >= 0;)
        {
            if (start >= 0) parts.Add(WithoutLineEnd(body[start..found]));
            if (parts.Count > most) throw TooMany(most);
            closed = body.Span[(found + delimiter.Length)..].StartsWith("--"u8);
            var lineEnd = body.Span[found..].IndexOf((byte)'\n');
            start = at = lineEnd < 0 ? body.Length : found + lineEnd + 1;
        }
        if (start < 0) throw WebApiException.Payload($"The body has no line '--{boundary}', although the Content-Type names that boundary.");
        return closed ? parts : throw WebApiException.Payload($"The multipart body ends without the line '--{boundary}--'.");
    }

    public static WebApiException TooMany(int most) =>
        WebApiException.Payload($"The batch has more than {most} requests, which is the limit.");

    /// <summary>Reads the header lines up to the empty one; what follows is the content.</summary>
    public static (IHeaderDictionary Headers, ReadOnlyMemory<byte> Content) Headers(ReadOnlyMemory<byte> part)
    {
        var headers = new HeaderDictionary();
        while (part.Length > 0)
        {
            var line = Line(ref part);
            if (line.Length == 0) break;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) throw WebApiException.Payload($"'{Excerpt(line)}' is no header line; expected 'Name: value'.");
            if (headers.Count == MostHeaders) throw WebApiException.Payload($"A part of the batch has more than {MostHeaders} headers.");
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
        return (headers, part);
    }

    /// <summary>Takes one line, without its end.</summary>
    public static string Line(ref ReadOnlyMemory<byte> rest, int longest = LongestHeaderLine)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        if (line.Length > longest)
            throw new WebApiException(400, (uint)FaultCode.BadPayload, $"A line of the batch has {line.Length} bytes; at most {longest} are taken.");
        return Encoding.UTF8.GetString(line.Span).TrimEnd('\r');
    }

    // A delimiter stands at the start of a line, and white space, "--" or the line's end follows it.
    static int Next(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from)
    {
        while (from < body.Length && body[from..].IndexOf(delimiter) is var offset and >= 0)
        {
            var found = from + offset;
            var after = body[(found + delimiter.Length)..];
            var whole = after.Length == 0 || after[0] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t' || after.StartsWith("--"u8);
            if (whole && (found == 0 || body[found - 1] == '\n')) return found;
            from = found + delimiter.Length;
        }
        return -1;
    }

    static ReadOnlyMemory<byte> WithoutLineEnd(ReadOnlyMemory<byte> part)
    {
        if (part.Span.EndsWith("\n"u8)) part = part[..^1];
        return part.Span.EndsWith("\r"u8) ? part[..^1] : part;
    }

    static string Excerpt(string line) => line.Length <= 60 ? line : line[..60] + "...";
}
