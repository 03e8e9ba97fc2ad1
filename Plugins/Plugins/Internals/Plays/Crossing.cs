using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>
/// A customer has moved from one band or stage to another by a new event or the passing of time. The app says so by writing the date of the
/// crossing; a first score, data added later, an import and a change of the model change the band without it.
/// </summary>
sealed class Crossing
{
    const string BandCrossedOn = "ci_bandcrossedon";
    const string StageCrossedOn = "ci_stagecrossedon";
    const string InsightsOn = "ci_insightson";

    Crossing(Entity before, Entity after)
    {
        After = after;
        FromBand = before.Choice(Bands.Column);
        ToBand = after.Choice(Bands.Column);
        FromStage = before.Choice(Bands.StageColumn);
        ToStage = after.Choice(Bands.StageColumn);
    }

    /// <summary>The row as the app wrote it.</summary>
    public Entity After { get; }
    public int? FromBand { get; }
    public int? ToBand { get; }
    public int? FromStage { get; }
    public int? ToStage { get; }
    public bool OfBand { get; private set; }
    public bool OfStage { get; private set; }

    /// <summary>When the insights were computed that say so, to the second: that is what Dataverse keeps.</summary>
    public DateTime ComputedOn => After.Date(InsightsOn) ?? default;

    /// <summary>Names the crossing the same in every run of the step.</summary>
    public string Key => $"{ToBand}/{ComputedOn.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}";

    /// <summary>Null where the write crosses nothing.</summary>
    public static Crossing? Of(IExecutionContext context)
    {
        if (context.Written() is not { } target || context.Before() is not { } before || context.After() is not { } after) return null;

        var crossing = new Crossing(before, after);
        crossing.OfBand = IsMarked(target, BandCrossedOn) && Differ(crossing.FromBand, crossing.ToBand);
        crossing.OfStage = IsMarked(target, StageCrossedOn) && Differ(crossing.FromStage, crossing.ToStage);
        return crossing.OfBand || crossing.OfStage ? crossing : null;
    }

    static bool IsMarked(Entity target, string column) => target.Date(column) is not null;

    static bool Differ(int? from, int? to) => from is not null && to is not null && from != to;
}
