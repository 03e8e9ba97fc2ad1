using System.Text.Json;
using CrmInsights.Insights.Internals;
using CrmInsights.Mining.Clusters;

namespace CrmInsights.Insights.Segments.Internals;

/// <summary>The content of segments.json.</summary>
sealed record SegmentFile
{
    const string ExpectedFormat = "crminsights-segments";
    const int ExpectedVersion = 1;
    const int ExpectedFeatures = 1;

    public string Format { get; init; } = ExpectedFormat;
    public int FormatVersion { get; init; } = ExpectedVersion;
    /// <summary>Grows when a feature is computed differently.</summary>
    public int FeatureVersion { get; init; } = ExpectedFeatures;
    public required DateTimeOffset TrainedOn { get; init; }
    public required Segment[] Segments { get; init; }
    public required JsonElement Centers { get; init; }
    public required RobustScale Scale { get; init; }

    public static SegmentFile Of(SegmentModel model) => new()
    {
        TrainedOn = model.TrainedOn,
        Segments = [.. model.Segments],
        Centers = StrictFile.Embed(model.Space.Centers.Save),
        Scale = model.Space.Scale,
    };

    public SegmentModel ToModel()
    {
        Require(Format == ExpectedFormat, "format", Format, ExpectedFormat);
        Require(FormatVersion == ExpectedVersion, "formatVersion", FormatVersion, ExpectedVersion);
        Require(FeatureVersion == ExpectedFeatures, "featureVersion", FeatureVersion, $"{ExpectedFeatures}; train the model again");
        var centers = StrictFile.Extract(Centers, $"{SegmentModel.FileName}, centers", KMeansModel.Load);
        Require(centers.FeatureCount == Behaviour.FeatureCount, "centers", $"{centers.FeatureCount} features", Behaviour.FeatureCount);
        Require(centers.ClusterCount == Segments.Length, "segments", Segments.Length, $"{centers.ClusterCount}, one a center");
        Require(Scale.Features.Length == Behaviour.FeatureCount, "scale.features", Scale.Features.Length, Behaviour.FeatureCount);
        Require(Array.TrueForAll(Scale.Features, feature => feature is { Range: > 0, Drawn: >= 0, Weight: >= 0 and <= 1 }), "scale.features", "a scale out of bounds",
            "range above 0, drawn 0 or more, weight 0 to 1");
        Require(Segments.DistinctBy(segment => segment.Number).Count() == Segments.Length, "segments", "a number twice", "each number once");
        return new SegmentModel(TrainedOn, Segments, new SegmentSpace(centers, Scale));
    }

    static void Require(bool holds, string place, object found, object expected) =>
        StrictFile.Require(holds, $"{SegmentModel.FileName}, {place}", found, expected);
}
