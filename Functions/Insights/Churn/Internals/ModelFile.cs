using System.Text.Json;
using System.Text.Json.Serialization;
using CrmInsights.Insights.Internals;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The content of model.json.</summary>
sealed record ModelFile
{
    const string ExpectedFormat = "crminsights-churn";
    const int ExpectedFormatVersion = 1;
    const int LongestVersion = 60;

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
    /// <summary>The regression; null where the function is the trees of model.txt.</summary>
    public JsonElement? Linear { get; init; }
    /// <summary>The curve; null only in a model trained elsewhere.</summary>
    public JsonElement? Calibrator { get; init; }

    /// <summary>Unknown, missing, repeated and null members are refused.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
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
        Features = [.. FeaturesOf(model.Function).Select(feature => new ModelFileFeature(feature.Name, feature.Version, feature.KnownFrom.ToString()))],
        Linear = model.Function is RegressionRisk regression ? StrictFile.Embed(regression.Model.Save) : null,
        Calibrator = StrictFile.Embed(model.Calibrator.Save),
    };

    static IEnumerable<FeatureDefinition> FeaturesOf(RiskFunction function) =>
        function is BoostedRisk boosted ? boosted.Columns.Select(column => ChurnFeatures.All[column]) : ChurnFeatures.All;

    /// <param name="trees">The content of model.txt; null where the folder has none.</param>
    public ChurnModel ToModel(byte[]? trees)
    {
        CheckFacts();
        return new ChurnModel
        {
            Version = Version,
            TrainedOn = TrainedOn,
            HorizonDays = HorizonDays,
            DataFrom = DataFrom,
            DataUntil = DataUntil,
            Warnings = Warnings,
            Function = FunctionOf(trees),
            Calibrator = CalibratorOrNull() ?? throw Fault("calibrator", "nothing", "the curve from margins to probabilities"),
        };
    }

    /// <param name="name">What to call the model.</param>
    /// <param name="trees">The content of model.txt; null where the folder has none.</param>
    public OwnModel ToOwnModel(string name, byte[]? trees)
    {
        CheckFacts();
        return new OwnModel
        {
            Name = name,
            TrainedOn = TrainedOn,
            HorizonDays = HorizonDays,
            DataFrom = DataFrom,
            DataUntil = DataUntil,
            Function = FunctionOf(trees),
            Calibrator = CalibratorOrNull(),
        };
    }

    void CheckFacts()
    {
        Require(Format == ExpectedFormat, "format", Format, ExpectedFormat);
        Require(FormatVersion == ExpectedFormatVersion, "formatVersion", FormatVersion, ExpectedFormatVersion);
        Require(Objective == "binary", "objective", Objective, "binary");
        Require(Version.Length is > 0 and <= LongestVersion, "version", $"a text of {Version.Length} characters", $"the version of the model, 1 to {LongestVersion} characters");
        Require(HorizonDays is >= 1 and <= ChurnHorizon.LongestDays, "horizonDays", HorizonDays, $"1 to {ChurnHorizon.LongestDays}");
        Require(DataFrom < DataUntil && DataUntil <= TrainedOn, "dataUntil", DataUntil, "a time after dataFrom and up to trainedOn");
    }

    RiskFunction FunctionOf(byte[]? trees)
    {
        if (Linear is { } terms)
        {
            Require(trees is null, "linear", $"a regression and {ModelFolder.TreesName}", "one of them");
            RequireAllFeatures();
            var linear = StrictFile.Extract(terms, $"{ModelFolder.FileName}, linear", LinearModel.Load);
            Require(linear.FeatureCount == Features.Length, "linear.weights", linear.FeatureCount, $"{Features.Length} numbers, one a feature");
            return RiskFunction.Of(linear);
        }
        var columns = Columns();
        var ensemble = Read(trees ?? throw Fault("linear", "nothing", $"a regression, or trees in {ModelFolder.TreesName}"));
        Require(ensemble.OutputCount == 1, "objective", $"trees with {ensemble.OutputCount} outputs in {ModelFolder.TreesName}", "1");
        Require(ensemble.FeatureCount == columns.Length, "features", columns.Length, $"{ensemble.FeatureCount}, as many as {ModelFolder.TreesName} has");
        return new BoostedRisk(ensemble, columns);
    }

    static TreeEnsemble Read(byte[] trees)
    {
        using var stream = new MemoryStream(trees);
        try
        {
            return TreeEnsemble.Load(stream);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{ModelFolder.TreesName}: {broken.Message}", broken);
        }
    }

    Calibrator? CalibratorOrNull() =>
        Calibrator is { } curve ? StrictFile.Extract(curve, $"{ModelFolder.FileName}, calibrator", Mining.Calibration.Calibrator.Load) : null;

    void RequireAllFeatures()
    {
        Require(Features.Length == ChurnFeatures.All.Count, "features", $"{Features.Length} features", $"{ChurnFeatures.All.Count}; train the model again");
        for (var index = 0; index < Features.Length; index++) RequireFeature(index, ChurnFeatures.All[index]);
    }

    /// <summary>Trees may look at some of the features only, in any order: their places among all features.</summary>
    int[] Columns()
    {
        Require(Features.Length > 0, "features", "none", "at least one");
        var columns = new int[Features.Length];
        for (var index = 0; index < columns.Length; index++)
        {
            var known = ChurnFeatures.All.Index().FirstOrDefault(entry => entry.Item.Name == Features[index].Name);
            if (known.Item is null) throw Fault($"features[{index}]", Features[index].Name, $"one of {string.Join(", ", ChurnFeatures.All.Select(feature => feature.Name))}");
            RequireFeature(index, known.Item);
            columns[index] = known.Index;
        }
        Require(columns.Distinct().Count() == columns.Length, "features", "a feature twice", "each feature once");
        return columns;
    }

    void RequireFeature(int index, FeatureDefinition known)
    {
        var here = Features[index];
        var fits = here.Name == known.Name && here.Version == known.Version && here.KnownFrom == known.KnownFrom.ToString();
        Require(fits, $"features[{index}]", $"{here.Name} version {here.Version} ({here.KnownFrom})",
            $"{known.Name} version {known.Version} ({known.KnownFrom}); train the model again");
    }

    static void Require(bool holds, string place, object found, object expected)
    {
        if (!holds) throw Fault(place, found, expected);
    }

    static InvalidDataException Fault(string place, object found, object expected) =>
        new(FormattableString.Invariant($"{ModelFolder.FileName}, {place}: found {found}, expected {expected}."));
}

/// <summary>One feature in model.json.</summary>
sealed record ModelFileFeature(string Name, int Version, string KnownFrom);
