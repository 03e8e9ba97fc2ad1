using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>`mine lifetime`: who is still a customer, and how much will come.</summary>
static class LifetimeVerb
{
    static readonly Option<string> s_kind = new("--kind") { Description = "bgnbd, mbgnbd, paretonbd, nbd (nobody leaves), bgbb (purchases at fixed occasions, one a unit) or gammagamma (spend).", DefaultValueFactory = _ => "bgnbd" };
    static readonly Option<PurchaseTimeUnit> s_unit = new("--unit") { Description = "day or week (days / 7).", DefaultValueFactory = _ => PurchaseTimeUnit.Week };
    static readonly Option<string?> s_end = new("--calibration-end") { Description = "Last day the model learns from, e.g. 1997-09-30; later purchases test it." };
    static readonly Option<double> s_horizon = new("--horizon") { Description = "Units ahead for which purchases are expected in --out.", DefaultValueFactory = _ => 39 };
    static readonly Option<FileInfo?> s_covariates = new("--covariates") { Description = "bgnbd: a CSV file with one row a customer and what is known from the start; it shows what each column but those of --without does." };
    static readonly Option<FileInfo?> s_model = new("--model") { Description = "Writes the model to this file." };

    static LifetimeVerb()
    {
        s_kind.AcceptOnlyFromAmong("bgnbd", "mbgnbd", "paretonbd", "nbd", "bgbb", "gammagamma");
        s_end.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<string?>() is { } text && !TryDate(text, out _), "a date such as 1997-09-30 was expected"));
        s_horizon.Validators.Add(result => MineFlags.Refuse(result, !(result.GetValueOrDefault<double>() > 0), "more than 0 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("lifetime", "Fits a purchase or spend model to purchases: customer, date and amount, separated by commas, semicolons, tabs or blanks.")
        {
            MineFlags.Data, EventFlags.Customer, EventFlags.Date, EventFlags.Amount, EventFlags.NoHeader, s_kind, s_unit, s_end, s_horizon, s_covariates, MineFlags.Without, s_model, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(s_covariates) is not null && parsed.GetValue(s_kind) != "bgnbd") throw new CommandFailedException("--covariates is for --kind bgnbd.");
        var run = new MineRun("lifetime", parsed, cancellation);
        var purchases = run.Load(() => Load(parsed, cancellation));
        var known = parsed.GetValue(s_covariates) is { } file ? Covariates.Read(parsed, file, purchases.Customers, cancellation) : null;
        var fitted = run.Fit(() => Fit(parsed, purchases, known, run.Context));
        if (parsed.GetValue(s_model) is { } model) await MineOutput.WriteAsync(model, fitted.Save);
        await run.WriteRowsAsync(fitted.Header, purchases.Customers.Select(fitted.Row));
        return await run.FinishAsync(new MineResult
        {
            Rows = purchases.Count,
            Amount = purchases.Amount,
            Count = fitted.Fit.CustomerCount,
            LogLikelihood = fitted.Fit.LogLikelihood,
            Parameters = fitted.Parameters,
            Quality = fitted.Quality,
        }, fitted.Fit.Converged ? [] : ["The fit did not converge; do not use these parameters."]);
    }

    static PurchaseInput Load(ParseResult parsed, CancellationToken cancellation)
    {
        DateOnly? end = parsed.GetValue(s_end) is { } text && TryDate(text, out var date) ? date : null;
        var options = new PurchaseSummaryOptions { Unit = parsed.GetValue(s_unit), CalibrationEnd = end };
        var purchases = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => PurchaseInput.Read(stream, EventFlags.Purchases(parsed), options, cancellation));
        return purchases.Customers.Count > 0 ? purchases : throw new CommandFailedException($"No customer bought before {parsed.GetValue(s_end)}; give a later --calibration-end.");
    }

    static FittedLifetime Fit(ParseResult parsed, PurchaseInput input, Covariates? known, RunContext run)
    {
        var (customers, options, horizon) = (new PurchaseSummaries(input.Customers.Select(customer => customer.Summary)), new PurchaseModelOptions(), parsed.GetValue(s_horizon));
        if (known is not null) return FittedLifetime.Of(BgNbdCovariates.Fit(customers, known.Values, options, run), horizon, input, known);
        return parsed.GetValue(s_kind) switch
        {
            "gammagamma" => FittedLifetime.Of(GammaGamma.Fit(customers, options, run)),
            "bgbb" => FittedLifetime.Of(BgBb.Fit([.. input.Customers.Select(input.Occasions)], options, run), horizon, input),
            "paretonbd" => FittedLifetime.Of(ParetoNbd.Fit(customers, options, run), horizon, input),
            "nbd" => FittedLifetime.Of(Nbd.Fit(customers, options, run), horizon, input),
            "mbgnbd" => FittedLifetime.Of(MbgNbd.Fit(customers, options, run), horizon, input),
            _ => FittedLifetime.Of(BgNbd.Fit(customers, options, run), horizon, input),
        };
    }

    static bool TryDate(string text, out DateOnly date) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
