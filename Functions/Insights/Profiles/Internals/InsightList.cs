using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Profiles.Internals;

/// <summary>The content of insights.json.</summary>
sealed record InsightList
{
    const string ExpectedFormat = "crminsights-insights";
    const int ExpectedVersion = 1;

    public string Format { get; init; } = ExpectedFormat;
    public int FormatVersion { get; init; } = ExpectedVersion;
    public required string Version { get; init; }
    public required DateTimeOffset TrainedOn { get; init; }
    public required string[] Sentences { get; init; }
    public required string[] Files { get; init; }

    public InsightList Checked(string name)
    {
        StrictFile.Require(Format == ExpectedFormat, $"{name}, format", Format, ExpectedFormat);
        StrictFile.Require(FormatVersion == ExpectedVersion, $"{name}, formatVersion", FormatVersion, ExpectedVersion);
        StrictFile.Require(Version.Length > 0, $"{name}, version", "an empty text", "the version of the models");
        return this;
    }
}
