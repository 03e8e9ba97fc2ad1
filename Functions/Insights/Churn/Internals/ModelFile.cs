using System.Security.Cryptography;
using System.Text.Json;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The content of model.json.</summary>
sealed record ModelFile
{
    const string ExpectedFormat = "crminsights-churn";
    const int ExpectedFormatVersion = 1;

    public required string Format { get; init; }
    public required int FormatVersion { get; init; }
    public required string Version { get; init; }
    public required string Objective { get; init; }
    public required DateTimeOffset TrainedOn { get; init; }
    public required int HorizonDays { get; init; }
    public required DateTimeOffset DataFrom { get; init; }
    public required DateTimeOffset DataUntil { get; init; }
    public required string[] Warnings { get; init; }
    public required ModelFileFeature[] Features { get; init; }
    public required JsonElement Linear { get; init; }
    public required JsonElement Calibrator { get; init; }

    /// <summary>Unknown, missing, repeated and null members are refused.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
    };

    public static ModelFile Of(ChurnModel model) => new()
    {
        Format = ExpectedFormat,
        FormatVersion = ExpectedFormatVersion,
        Version = model.Version,
        Objective = "binary",
        TrainedOn = model.TrainedOn,
        HorizonDays = model.HorizonDays,
        DataFrom = model.DataFrom,
        DataUntil = model.DataUntil,
        Warnings = [.. model.Warnings],
        Features = [.. ChurnFeatures.All.Select(feature => new ModelFileFeature(feature.Name, feature.Version, feature.KnownFrom.ToString()))],
        Linear = Embed(model.Linear.Save),
        Calibrator = Embed(model.Calibrator.Save),
    };

    /// <summary>First eight digits of the SHA-256 of everything but the version itself.</summary>
    public static string Fingerprint(ChurnModel model) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Of(model with { Version = "" }), Json)))[..8];

    public ChurnModel ToModel()
    {
        Require(Format == ExpectedFormat, "format", Format, ExpectedFormat);
        Require(FormatVersion == ExpectedFormatVersion, "formatVersion", FormatVersion, ExpectedFormatVersion);
        Require(Objective == "binary", "objective", Objective, "binary");
        Require(Version.Length > 0, "version", "an empty text", "the version of the model");
        Require(HorizonDays is >= 1 and <= ChurnHorizon.LongestDays, "horizonDays", HorizonDays, $"1 to {ChurnHorizon.LongestDays}");
        Require(DataFrom < DataUntil && DataUntil <= TrainedOn, "dataUntil", DataUntil, "a time after dataFrom and up to trainedOn");
        RequireFeatures();
        var linear = Extract(Linear, "linear", LinearModel.Load);
        Require(linear.FeatureCount == Features.Length, "linear.weights", linear.FeatureCount, $"{Features.Length} numbers, one a feature");
        return new ChurnModel
        {
            Version = Version,
            TrainedOn = TrainedOn,
            HorizonDays = HorizonDays,
            DataFrom = DataFrom,
            DataUntil = DataUntil,
            Warnings = Warnings,
            Linear = linear,
            Calibrator = Extract(Calibrator, "calibrator", Mining.Calibration.Calibrator.Load),
        };
    }

    void RequireFeatures()
    {
        Require(Features.Length == ChurnFeatures.All.Count, "features", $"{Features.Length} features", $"{ChurnFeatures.All.Count}; train the model again");
        for (var index = 0; index < Features.Length; index++)
        {
            var (here, known) = (Features[index], ChurnFeatures.All[index]);
            var fits = here.Name == known.Name && here.Version == known.Version && here.KnownFrom == known.KnownFrom.ToString();
            Require(fits, $"features[{index}]", $"{here.Name} version {here.Version} ({here.KnownFrom})",
                $"{known.Name} version {known.Version} ({known.KnownFrom}); train the model again");
        }
    }

    static void Require(bool holds, string place, object found, object expected)
    {
        if (!holds) throw new InvalidDataException(FormattableString.Invariant($"{ModelFolder.FileName}, {place}: found {found}, expected {expected}."));
    }

    static JsonElement Embed(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return JsonElement.Parse(stream.ToArray());
    }

    static T Extract<T>(JsonElement element, string place, Func<Stream, T> load)
    {
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(element));
        try
        {
            return load(stream);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{ModelFolder.FileName}, {place}: {broken.Message}", broken);
        }
    }
}

/// <summary>One feature in model.json.</summary>
sealed record ModelFileFeature(string Name, int Version, string KnownFrom);
