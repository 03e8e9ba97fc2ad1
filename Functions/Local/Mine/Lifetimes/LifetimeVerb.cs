using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>`mine lifetime`: who is still a customer, and how much will come.</summary>
static class LifetimeVerb
{
    static readonly Option<string> s_kind = new("--kind") { Description = "bgnbd, mbgnbd, paretonbd or gammagamma.", DefaultValueFactory = _ => "bgnbd" };
    static readonly Option<PurchaseTimeUnit> s_unit = new("--unit") { Description = "day or week (days / 7).", DefaultValueFactory = _ => PurchaseTimeUnit.Week };
    static readonly Option<string?> s_end = new("--calibration-end") { Description = "Last day the model learns from, e.g. 1997-09-30; later purchases test it." };
    static readonly Option<double> s_horizon = new("--horizon") { Description = "Units ahead for which purchases are expected in --out.", DefaultValueFactory = _ => 39 };

    static LifetimeVerb()
    {
        s_kind.AcceptOnlyFromAmong("bgnbd", "mbgnbd", "paretonbd", "gammagamma");
        s_end.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<string?>() is { } text && !TryDate(text, out _), "a date such as 1997-09-30 was expected"));
        s_horizon.Validators.Add(result => MineFlags.Refuse(result, !(result.GetValueOrDefault<double>() > 0), "more than 0 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("lifetime", "Fits a purchase or spend model to a CSV file with customer, date and amount.")
        {
            MineFlags.Data, s_kind, s_unit, s_end, s_horizon, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("lifetime", parsed, cancellation);
        var (purchases, customers) = run.Load(() => Load(parsed, cancellation));
        var fitted = run.Fit(() => Fit(parsed, customers, run.Context));
        await run.WriteRowsAsync(fitted.Header, customers.Select(fitted.Row));
        return await run.FinishAsync(new MineResult
        {
            Rows = purchases,
            Count = fitted.Fit.CustomerCount,
            LogLikelihood = fitted.Fit.LogLikelihood,
            Parameters = fitted.Parameters,
            Quality = fitted.Quality,
        }, fitted.Fit.Converged ? [] : ["The fit did not converge; do not use these parameters."]);
    }

    static (int Purchases, IReadOnlyList<CustomerHistory<string>> Customers) Load(ParseResult parsed, CancellationToken cancellation)
    {
        DateOnly? end = parsed.GetValue(s_end) is { } text && TryDate(text, out var date) ? date : null;
        var builder = new PurchaseSummaryBuilder<string>(new PurchaseSummaryOptions { Unit = parsed.GetValue(s_unit), CalibrationEnd = end });
        var purchases = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => PurchaseReader.Read(stream, builder.Add, cancellation));
        var customers = builder.Build();
        if (customers.Count == 0) throw new CommandFailedException($"No customer bought before {parsed.GetValue(s_end)}; give a later --calibration-end.");
        return (purchases, customers);
    }

    static FittedLifetime Fit(ParseResult parsed, IReadOnlyList<CustomerHistory<string>> customers, RunContext run)
    {
        var summaries = new PurchaseSummaries(customers.Select(customer => customer.Summary));
        var options = new PurchaseModelOptions();
        return parsed.GetValue(s_kind) switch
        {
            "gammagamma" => FittedLifetime.Of(GammaGamma.Fit(summaries, options, run)),
            "paretonbd" => Purchases(ParetoNbd.Fit(summaries, options, run)),
            "mbgnbd" => Purchases(MbgNbd.Fit(summaries, options, run)),
            _ => Purchases(BgNbd.Fit(summaries, options, run)),
        };

        FittedLifetime Purchases(PurchaseModel model) => FittedLifetime.Of(model, parsed.GetValue(s_horizon), customers);
    }

    static bool TryDate(string text, out DateOnly date) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
