using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Writes the answers to the parts of a batch as multipart/mixed.</summary>
sealed class BatchWriter
{
    readonly string _boundary = $"batchresponse_{Guid.NewGuid()}";
    readonly ArrayBufferWriter<byte> _body = new(4096);

    public void Single(WebApiResponse response) => Part(_boundary, response, contentId: null);

    public void ChangeSet(IReadOnlyList<(WebApiResponse Response, string ContentId)> members)
    {
        var boundary = $"changesetresponse_{Guid.NewGuid()}";
        Write($"--{_boundary}\r\nContent-Type: multipart/mixed; boundary={boundary}\r\n\r\n");
        foreach (var (response, contentId) in members) Part(boundary, response, contentId);
        Write($"--{boundary}--\r\n");
    }

    public WebApiResponse Close(int status)
    {
        Write($"--{_boundary}--\r\n");
        var response = new WebApiResponse(status);
        response.WriteBody($"multipart/mixed; boundary={_boundary}").Write(_body.WrittenSpan);
        return response;
    }

    void Part(string boundary, WebApiResponse response, string? contentId)
    {
        Write($"--{boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        if (contentId is not null) Write($"Content-ID: {contentId}\r\n");
        Write(string.Create(CultureInfo.InvariantCulture, $"\r\nHTTP/1.1 {response.Status} {ReasonPhrases.GetReasonPhrase(response.Status)}\r\nOData-Version: 4.0\r\n"));
        if (response.ContentType is not null) Write($"Content-Type: {response.ContentType}\r\n");
        foreach (var (name, value) in response.Headers)
        {
            Write($"{name}: {value}\r\n");
            if (name == "OData-EntityId") Write($"Location: {value}\r\n");
        }
        Write("\r\n");
        _body.Write(response.Body.Span);
        Write("\r\n");
    }

    void Write(string text) => Encoding.UTF8.GetBytes(text, _body);
}
