using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Up to where a client knows a table, as <c>version!date</c>, or <c>version!date!start</c> between the pages of a first reading.</summary>
/// <param name="Version">The client has all changes up to this one.</param>
/// <param name="Issued">When it got them.</param>
/// <param name="Start">The version at the start of a first reading that has not ended; null otherwise.</param>
sealed record DeltaToken(long Version, DateTime Issued, long? Start = null)
{
    const char Separator = '!';
    const string DateFormat = "MM/dd/yyyy HH:mm:ss";

    /// <summary>How long changes are remembered by default.</summary>
    static readonly TimeSpan s_life = TimeSpan.FromDays(7);

    public static bool Looks(string? text) => text?.Contains(Separator, StringComparison.Ordinal) is true;

    public static DeltaToken Parse(string text, DateTime now)
    {
        var token = TryParse(text.Split(Separator)) ?? throw WebApiException.OData(
            $"Malformed delta token '{text}': use the @odata.deltaLink or @odata.nextLink of the answer before as it is.");
        return now - token.Issued <= s_life
            ? token
            : throw new WebApiException(400, (uint)FaultCode.ExpiredVersionStamp,
                "Version stamp associated with the client has expired. Please perform a full sync.");
    }

    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Version}{Separator}{Issued.ToString(DateFormat, CultureInfo.InvariantCulture)}");
        return Start is { } start ? string.Create(CultureInfo.InvariantCulture, $"{text}{Separator}{start}") : text;
    }

    static DeltaToken? TryParse(string[] parts)
    {
        if (parts.Length is not (2 or 3) || Number(parts[0]) is not { } version || Date(parts[1]) is not { } issued) return null;
        if (parts.Length == 2) return new DeltaToken(version, issued);
        return Number(parts[2]) is { } start ? new DeltaToken(version, issued, start) : null;
    }

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static DateTime? Date(string text) =>
        DateTime.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
}
