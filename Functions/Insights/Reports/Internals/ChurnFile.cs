using System.Text.Json;
using CrmInsights.Insights.Churn;

namespace CrmInsights.Insights.Reports.Internals;

/// <summary>Churn in ci_insights.</summary>
sealed record ChurnFile
{
    static readonly string[] s_directions = ["raises risk", "lowers risk", "fact"];

    public int? Score { get; init; }
    public string? Band { get; init; }
    public int? HorizonDays { get; init; }
    public decimal? Trend { get; init; }
    public ConfidenceFile? Confidence { get; init; }
    public int? Base { get; init; }
    public ReasonFile[]? Reasons { get; init; }
    public int? Other { get; init; }
    public AbstentionFile? Abstained { get; init; }

    public static ChurnFile Of(ChurnAssessment churn) => churn.Abstained is { } abstained
        ? new ChurnFile { Abstained = new AbstentionFile(abstained.Cause.ToString(), abstained.Text) }
        : new ChurnFile
        {
            Score = churn.Score,
            Band = churn.Band?.Word(),
            HorizonDays = churn.HorizonDays,
            Trend = churn.Trend,
            Confidence = churn.Confidence is { } sure ? new ConfidenceFile(sure.Level.ToString(), sure.Reason) : null,
            Base = churn.Base,
            Reasons = [.. churn.Reasons.Select(reason => new ReasonFile(reason.Text, s_directions[(int)reason.Direction], reason.Points))],
            Other = churn.OtherPoints,
        };

    public ChurnAssessment ToAssessment(DateTimeOffset asOf, string? model) => new()
    {
        AsOf = asOf,
        ModelVersion = model,
        Score = Score,
        Band = Band is null ? null : Enum.GetValues<ChurnBand>()[Place(Band, "band", [.. Enum.GetValues<ChurnBand>().Select(band => band.Word())])],
        HorizonDays = HorizonDays,
        Trend = Trend,
        Confidence = Confidence is null ? null : new(Named<ConfidenceLevel>(Confidence.Level, "confidence.level"), Confidence.Reason),
        Base = Base ?? 0,
        Reasons = [.. (Reasons ?? []).Select(reason => new ChurnReason(
            reason.Text, (Direction)Place(reason.Direction, "reasons.direction", s_directions), reason.Points))],
        OtherPoints = Other ?? 0,
        Abstained = Abstained is null ? null : new(Named<AbstentionCause>(Abstained.Cause, "abstained.cause"), Abstained.Text),
    };

    static T Named<T>(string word, string place) where T : struct, Enum => Enum.GetValues<T>()[Place(word, place, Enum.GetNames<T>())];

    static int Place(string word, string place, string[] known) => Array.IndexOf(known, word) is var index and >= 0
        ? index
        : throw new JsonException($"found \"{word}\", expected one of: {string.Join(", ", known)}.", $"$.churn.{place}", null, null);
}

/// <summary>Confidence in ci_insights.</summary>
sealed record ConfidenceFile(string Level, string Reason);

/// <summary>One reason in ci_insights.</summary>
sealed record ReasonFile(string Text, string Direction, int Points);

/// <summary>Abstention in ci_insights.</summary>
sealed record AbstentionFile(string Cause, string Text);
