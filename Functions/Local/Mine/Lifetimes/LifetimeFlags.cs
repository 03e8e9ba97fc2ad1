using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>The flags of `mine lifetime`, and those of them that `mine predict` takes for its models.</summary>
static class LifetimeFlags
{
    public const double MostHorizon = 100_000;

    public static readonly Option<string> Kind = new("--kind") { Description = "bgnbd, mbgnbd, paretonbd, nbd (nobody leaves), bgbb (purchases at fixed occasions, one a unit) or gammagamma (spend).", DefaultValueFactory = _ => "bgnbd" };
    public static readonly Option<PurchaseTimeUnit> Unit = new("--unit") { Description = "day or week (days / 7).", DefaultValueFactory = _ => PurchaseTimeUnit.Week };
    public static readonly Option<string?> End = new("--calibration-end") { Description = "Lifetimes: last day that counts as known, e.g. 1997-09-30; later purchases test what was expected." };
    public static readonly Option<double> Horizon = new("--horizon") { Description = "Units ahead for which purchases are expected in --out.", DefaultValueFactory = _ => 39 };
    public static readonly Option<double?> OtherHorizon = new("--horizon") { Description = "Lifetimes: units ahead for which purchases are expected (default: that of the training)." };
    public static readonly Option<FileInfo?> Covariates = new("--covariates") { Description = "bgnbd: a CSV file with one row a customer and what is known from the start; it shows what each column but those of --without does." };
    public static readonly Option<FileInfo?> Model = new("--model") { Description = "Saves the model for `mine predict`: a path without ending becomes a folder with model.txt and model.json (unit, horizon, covariates)." };

    static LifetimeFlags()
    {
        Kind.AcceptOnlyFromAmong("bgnbd", "mbgnbd", "paretonbd", "nbd", "bgbb", "gammagamma");
        End.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<string?>() is { } text && !TryDate(text, out _), "a date such as 1997-09-30 was expected"));
        Horizon.Validators.Add(result => RefuseHorizon(result, result.GetValueOrDefault<double>()));
        OtherHorizon.Validators.Add(result => RefuseHorizon(result, result.GetValueOrDefault<double?>() ?? 1));
    }

    public static DateOnly? EndOf(ParseResult parsed) => parsed.GetValue(End) is { } text && TryDate(text, out var date) ? date : null;

    static void RefuseHorizon(OptionResult result, double horizon) => MineFlags.Refuse(result, horizon is not (> 0 and <= MostHorizon), $"more than 0 and up to {MostHorizon:N0} was expected");

    static bool TryDate(string text, out DateOnly date) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
