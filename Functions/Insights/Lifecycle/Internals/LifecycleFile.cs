using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Lifecycle.Internals;

/// <summary>The content of lifecycle.json.</summary>
sealed record LifecycleFile
{
    const string ExpectedFormat = "crminsights-lifecycle";
    const int ExpectedVersion = 1;

    public string Format { get; init; } = ExpectedFormat;
    public int FormatVersion { get; init; } = ExpectedVersion;
    public required double TypicalGapDays { get; init; }

    public LifecycleModel ToModel()
    {
        StrictFile.Require(Format == ExpectedFormat, $"{LifecycleModel.FileName}, format", Format, ExpectedFormat);
        StrictFile.Require(FormatVersion == ExpectedVersion, $"{LifecycleModel.FileName}, formatVersion", FormatVersion, ExpectedVersion);
        StrictFile.Require(TypicalGapDays is >= 1 and <= ChurnHorizon.LongestDays, $"{LifecycleModel.FileName}, typicalGapDays", TypicalGapDays,
            $"1 to {ChurnHorizon.LongestDays}");
        return new LifecycleModel(TypicalGapDays);
    }
}
