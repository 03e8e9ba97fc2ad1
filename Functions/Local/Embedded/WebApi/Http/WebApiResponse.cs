using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>One answer: for HTTP, or one part of a batch's answer.</summary>
sealed class WebApiResponse(int status)
{
    public const string Json = "application/json; odata.metadata=minimal";

    static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    ArrayBufferWriter<byte>? _buffer;

    public int Status { get; } = status;
    public string? ContentType { get; private set; }
    public List<KeyValuePair<string, string>> Headers { get; } = [];
    public ReadOnlyMemory<byte> Body => _buffer?.WrittenMemory ?? default;
    /// <summary>The row that was written, for references to it inside of a change set.</summary>
    public string? RowAddress { get; set; }
    public bool Failed => Status >= 400;

    public WebApiResponse With(string header, string value)
    {
        Headers.Add(new(header, value));
        return this;
    }

    /// <summary>A writer of the JSON body; the body is complete when the writer is disposed of.</summary>
    public Utf8JsonWriter WriteJson() => new(WriteBody(Json), s_json);

    public IBufferWriter<byte> WriteBody(string contentType)
    {
        ContentType = contentType;
        return _buffer ??= new ArrayBufferWriter<byte>(512);
    }
}
