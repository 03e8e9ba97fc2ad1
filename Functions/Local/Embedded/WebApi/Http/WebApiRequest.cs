using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>One request: from HTTP, or one part of a batch.</summary>
sealed record WebApiRequest
{
    public required string Method { get; init; }
    /// <summary>Absolute address of the service, with the closing slash.</summary>
    public required string ServiceRoot { get; init; }
    /// <summary>What follows the service root: escaped path and query.</summary>
    public required string Target { get; init; }
    public required IHeaderDictionary Headers { get; init; }
    public required Caller Caller { get; init; }
    public ReadOnlyMemory<byte> Body { get; init; }
    /// <summary>What the members of the change set before this one made, by Content-ID; null outside of a batch.</summary>
    public Dictionary<string, string>? ContentIds { get; init; }

    public string Header(string name) => Headers[name].ToString();
}
