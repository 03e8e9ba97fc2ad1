using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Every column of account and contact that the app computes.</summary>
static class ScoreColumns
{
    public static IReadOnlyList<string> All { get; } =
    [
        "ci_churnscore", "ci_churnband", "ci_churntrend", "ci_bandcrossedon", "ci_segmentid", "ci_segmentfit", "ci_lifecyclestage", "ci_stagechangedon",
        "ci_stagecrossedon", "ci_value12m", "ci_valuelifetime", "ci_alive", "ci_nextorderon", "ci_nextorderearliest", "ci_nextorderlatest", "ci_nextbestofferid", "ci_nextbestofferreason",
        "ci_nextbestofferscore", "ci_insights", "ci_insightson", "ci_modelversion", "ci_dataquality",
    ];

    public static void RemoveFrom(Entity target)
    {
        foreach (var column in All) target.Attributes.Remove(column);
    }

    public static void EmptyIn(Entity target)
    {
        foreach (var column in All) target[column] = null;
    }
}
