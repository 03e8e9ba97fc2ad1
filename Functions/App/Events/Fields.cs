using System.Globalization;
using System.Text.Json;

namespace CrmInsights.App.Events;

/// <summary>Reads the fields of one JSON object strictly; a message names the field, what it holds and what was expected.</summary>
/// <param name="json">The object.</param>
/// <param name="path">Where it lies, for messages: <c>data</c>, or empty for the event itself.</param>
/// <param name="now">What "in the future" is measured against.</param>
sealed class Fields(JsonElement json, string path, DateTimeOffset now)
{
    // Clocks differ; a date of tomorrow may be a time zone. Later than that it is a mistake.
    static readonly TimeSpan s_tolerance = TimeSpan.FromDays(1);
    static readonly DateTimeOffset s_earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    const decimal LargestAmount = 1_000_000_000_000_000m;

    public Fields Object(string name) => Find(name) is { ValueKind: JsonValueKind.Object } value
        ? new Fields(value, path + name + ".", now)
        : throw Wrong(name, "an object");

    public string Text(string name, int longest) => OptionalText(name, longest) is { Length: > 0 } text
        ? text
        : throw Wrong(name, "a text");

    public string? OptionalText(string name, int longest) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest ? text
        : throw Wrong(name, $"a text of at most {longest} characters");

    public Guid Id(string name) => OptionalId(name) ?? throw Wrong(name, "a GUID");

    public Guid? OptionalId(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var id) && id != Guid.Empty ? id
        : throw Wrong(name, "a GUID such as 0f8fad5b-d9cb-469f-a165-70867728950e");

    public int Choice(string name, int least, int most) => OptionalChoice(name, least, most) ?? throw Wrong(name, $"a whole number from {least} to {most}");

    public int? OptionalChoice(string name, int least, int most) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number
        : throw Wrong(name, $"a whole number from {least} to {most}");

    public decimal Amount(string name) => OptionalAmount(name) ?? 0;

    public decimal? OptionalAmount(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) && Math.Abs(amount) <= LargestAmount ? amount
        : throw Wrong(name, "a number between -10^15 and 10^15");

    public bool Flag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw Wrong(name, "true or false"),
    };

    public DateTimeOffset Time(string name) => OptionalTime(name) ?? throw Wrong(name, "a time");

    public DateTimeOffset? OptionalTime(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String
            || !DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            throw Wrong(name, "a time such as 2026-01-02T03:04:05Z");
        if (time > now + s_tolerance)
            throw Wrong(name, $"a time that is not in the future; it is now {now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        return time >= s_earliest ? time : throw Wrong(name, "a time after 1900");
    }

    /// <summary>A row version. CloudEvents integers have 32 bits, so senders write it as digits in a text; a number is taken, too.</summary>
    public long Version(string name) => Find(name) is { } value
        && long.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && version < long.MaxValue
            ? version
            : throw Wrong(name, "the row's versionnumber, 0 or more");

    public EventFaultException Wrong(string name, string expected) =>
        EventFaultException.Malformed($"{path}{name} is {(Find(name) is { } value ? Shorten(value.GetRawText()) : "missing")}; expected {expected}.");

    JsonElement? Find(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
