using System.CommandLine;
using CrmInsights.Local.Mine.Histories;
using CrmInsights.Local.Mine.Lifetimes;

namespace CrmInsights.Local.Mine.Models;

/// <summary>The flags of `mine predict`.</summary>
static class PredictFlags
{
    public static readonly Option<FileInfo> Model = new("--model") { Description = "File or folder that a verb of `mine` wrote, or a model of LightGBM's.", Required = true };
    public static readonly Option<bool> Explain = new("--explain") { Description = "Models of `mine train`: adds each column's share of the margin (Shapley values) to --out." };

    /// <summary>What every model takes.</summary>
    public static readonly IReadOnlyList<Option> Shared = [MineFlags.Data, Model, MineFlags.Threads, MineFlags.Json, MineFlags.Out];

    /// <summary>What some models take: each says which.</summary>
    public static readonly IReadOnlyList<Option> Special =
    [
        MineFlags.Rows, MineFlags.Columns, MineFlags.Label, MineFlags.Labels, MineFlags.Group, Explain, SavedSurvival.At,
        EventFlags.Customer, EventFlags.Date, EventFlags.Item, EventFlags.Amount, EventFlags.NoHeader, HistoryFlags.Cutoff, LifetimeFlags.End, LifetimeFlags.OtherHorizon, LifetimeFlags.Covariates,
    ];
}
