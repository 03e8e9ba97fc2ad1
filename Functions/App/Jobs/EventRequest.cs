namespace CrmInsights.App.Jobs;

/// <summary>A request that carries events.</summary>
/// <param name="Body">The body as text; null where there was none.</param>
/// <param name="ContentType">Header Content-Type.</param>
/// <param name="ContentEncoding">Header Content-Encoding.</param>
/// <param name="Signature">Header x-ci-signature.</param>
sealed record EventRequest(string? Body, string? ContentType, string? ContentEncoding, string? Signature);
