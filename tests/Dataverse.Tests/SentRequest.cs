namespace CrmInsights.Dataverse.Tests;

/// <summary>What the client sent.</summary>
sealed class SentRequest(HttpRequestMessage request, string body)
{
    public string Method { get; } = request.Method.Method;
    public string Address { get; } = request.RequestUri!.PathAndQuery;
    public string Body { get; } = body;
    public IReadOnlyDictionary<string, string> Headers { get; } =
        request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
}
