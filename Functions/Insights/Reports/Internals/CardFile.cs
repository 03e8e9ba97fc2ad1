using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Quality;

namespace CrmInsights.Insights.Reports.Internals;

/// <summary>The shape of ci_insights.</summary>
sealed record CardFile
{
    public required int SchemaVersion { get; init; }
    public required DateTimeOffset AsOf { get; init; }
    public string? Model { get; init; }
    public required ChurnFile Churn { get; init; }
    public required QualityFile Quality { get; init; }
    public required PointFile[] History { get; init; }
    public ProfileFile? Profile { get; init; }

    /// <summary>Unknown and repeated members are refused; empty ones are left out. Letters of any language stay as they are: escaped they need twice the room.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static CardFile Of(InsightsCard card) => new()
    {
        SchemaVersion = card.Profile is null ? InsightsJson.ChurnOnlyVersion : InsightsJson.SchemaVersion,
        AsOf = card.Churn.AsOf.ToUniversalTime(),
        Model = card.Churn.ModelVersion,
        Churn = ChurnFile.Of(card.Churn),
        Quality = new QualityFile(card.Quality.Score, [.. card.Quality.Findings]),
        History = [.. card.History.Select(point => new PointFile(point.Day, point.Score))],
        Profile = card.Profile is { } profile ? ProfileFile.Of(profile) : null,
    };

    public InsightsCard ToCard()
    {
        var expected = Profile is null ? InsightsJson.ChurnOnlyVersion : InsightsJson.SchemaVersion;
        if (SchemaVersion != expected) throw new InvalidDataException($"ci_insights, schemaVersion: found {SchemaVersion}, expected {expected}.");
        var quality = new QualityReport(Quality.Score, Quality.Findings);
        return new InsightsCard(Churn.ToAssessment(AsOf, Model), quality, [.. History.Select(point => new ScoreHistoryPoint(point.Day, point.Score))])
        {
            Profile = Profile?.ToProfile(),
        };
    }
}

/// <summary>Quality in ci_insights.</summary>
sealed record QualityFile(int Score, string[] Findings);

/// <summary>One point of the history in ci_insights.</summary>
sealed record PointFile(DateOnly Day, double Score);
