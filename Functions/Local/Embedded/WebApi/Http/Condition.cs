using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>If-Match and If-None-Match. The value <c>null</c>, which Microsoft tells every client to send, means no condition.</summary>
sealed record Condition(string? Match, string? NoneMatch)
{
    public static Condition Of(WebApiRequest request) => new(Value(request, "If-Match"), Value(request, "If-None-Match"));

    /// <summary>The row must exist.</summary>
    public bool UpdateOnly => Match is not null;

    /// <summary>The row must not exist.</summary>
    public bool CreateOnly => NoneMatch == "*";

    /// <summary>The version that the row must have; null for any.</summary>
    public long? ExpectedVersion => Match is null or "*" ? null : Version(Match) ?? throw WebApiException.Stale();

    public bool IsCurrent(TableRow row) => NoneMatch is not null && Version(NoneMatch) == row.Version;

    public static string ETag(TableRow row) => string.Create(CultureInfo.InvariantCulture, $"W/\"{row.Version}\"");

    static string? Value(WebApiRequest request, string header) =>
        request.Header(header).Trim() is { Length: > 0 } value && value != "null" ? value : null;

    // A tag is opaque to clients; one that is not ours matches nothing.
    static long? Version(string tag) =>
        tag.StartsWith("W/\"", StringComparison.Ordinal) && tag.EndsWith('"')
        && long.TryParse(tag.AsSpan(3, tag.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
