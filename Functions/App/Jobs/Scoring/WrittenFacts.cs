using System.Text.Json;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>What of the written values decides whether to write again. Kept in the store beside the time of writing.</summary>
sealed record WrittenFacts
{
    /// <summary>The score before rounding; null where lapsed or abstained.</summary>
    public double? Percent { get; init; }
    public int? Band { get; init; }
    /// <summary>Stage of the life cycle; it is kept until another fits clearly better.</summary>
    public int? Stage { get; init; }
    public DateOnly? StageChangedOn { get; init; }
    public Guid? Segment { get; init; }
    /// <summary>The products offered: the first one first, since it has columns of its own, the others by id.</summary>
    public string Offers { get; init; } = "";
    /// <summary>Fingerprint of the reasons in words.</summary>
    public string Reasons { get; init; } = "";
    /// <summary>Fingerprint of all values, the moment left out.</summary>
    public string Values { get; init; } = "";
    /// <summary>The real time of the write; a run counts its writes by it.</summary>
    public DateTimeOffset WallTime { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static WrittenFacts Parse(string json) => JsonSerializer.Deserialize<WrittenFacts>(json, JsonSerializerOptions.Web)!;
}
