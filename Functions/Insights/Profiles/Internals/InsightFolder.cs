using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Segments;
using CrmInsights.Insights.Value;

namespace CrmInsights.Insights.Profiles.Internals;

/// <summary>The folder of all models: one file a model and one that lists them.</summary>
static class InsightFolder
{
    const string ListName = "insights.json";

    /// <summary>The files of the models, without the list.</summary>
    public static SortedDictionary<string, byte[]> Parts(InsightModels models)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [OfferModel.FileName] = models.Offers.ToBytes(),
            [LifecycleModel.FileName] = models.Lifecycle.ToBytes(),
        };
        if (models.Segments is { } segments) files[SegmentModel.FileName] = segments.ToBytes();
        if (models.Value is { } value) files[ValueModel.FileName] = value.ToBytes();
        return files;
    }

    public static IReadOnlyDictionary<string, byte[]> Write(InsightModels models)
    {
        var files = Parts(models);
        files[ListName] = StrictFile.Write(new InsightList
        {
            Version = models.Version,
            TrainedOn = models.TrainedOn,
            Sentences = [.. models.Sentences],
            Files = [.. files.Keys],
        });
        return files;
    }

    public static InsightModels Read(IReadOnlyDictionary<string, byte[]> files)
    {
        var list = StrictFile.Read<InsightList>(files, ListName).Checked(ListName);
        return new InsightModels
        {
            Version = list.Version,
            TrainedOn = list.TrainedOn,
            Sentences = list.Sentences,
            Offers = OfferModel.Read(files),
            Lifecycle = LifecycleModel.Read(files),
            Segments = list.Files.Contains(SegmentModel.FileName) ? SegmentModel.Read(files) : null,
            Value = list.Files.Contains(ValueModel.FileName) ? ValueModel.Read(files) : null,
        };
    }
}
