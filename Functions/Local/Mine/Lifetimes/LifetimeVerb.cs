using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>`mine lifetime`: who is still a customer, and how much will come.</summary>
static class LifetimeVerb
{
    public static Command Describe()
    {
        var command = new Command("lifetime", "Fits a purchase or spend model to purchases: customer, date and amount, separated by commas, semicolons, tabs or blanks.")
        {
            MineFlags.Data, EventFlags.Customer, EventFlags.Date, EventFlags.Amount, EventFlags.NoHeader, LifetimeFlags.Kind, LifetimeFlags.Unit, LifetimeFlags.End, LifetimeFlags.Horizon, LifetimeFlags.Covariates,
            MineFlags.Without, LifetimeFlags.Model, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(LifetimeFlags.Covariates) is not null && parsed.GetValue(LifetimeFlags.Kind) != "bgnbd") throw new CommandFailedException("--covariates is for --kind bgnbd.");
        var run = new MineRun("lifetime", parsed, cancellation);
        var purchases = run.Load(() => PurchaseInput.Read(parsed, parsed.GetValue(LifetimeFlags.Unit), cancellation));
        var known = parsed.GetValue(LifetimeFlags.Covariates) is null ? null : Covariates.Read(parsed, purchases.Customers, columns: null, cancellation);
        var fitted = run.Fit(() => Fit(parsed, purchases, known, run.Context));
        if (parsed.GetValue(LifetimeFlags.Model) is { } model) await ModelFiles.WriteAsync(model, Description(parsed, known), fitted.Save, cancellation);
        await run.WriteRowsAsync(fitted.HeaderText, purchases.Customers.Select(customer => FittedLifetime.RowText(customer.Customer, fitted.Row(customer))));
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

    static LifetimeDescription Description(ParseResult parsed, Covariates? known) =>
        new(ModelFiles.Version, known is null ? parsed.GetValue(LifetimeFlags.Kind)! : SavedLifetime.WithCovariates, $"{parsed.GetValue(LifetimeFlags.Unit)}", parsed.GetValue(LifetimeFlags.Horizon)) { Covariates = known?.Columns };

    static FittedLifetime Fit(ParseResult parsed, PurchaseInput input, Covariates? known, RunContext run)
    {
        var (customers, options, horizon) = (new PurchaseSummaries(input.Customers.Select(customer => customer.Summary)), new PurchaseModelOptions(), parsed.GetValue(LifetimeFlags.Horizon));
        if (known is not null) return FittedLifetime.Of(BgNbdCovariates.Fit(customers, known.Values, options, run), horizon, input, known);
        return parsed.GetValue(LifetimeFlags.Kind) switch
        {
            "gammagamma" => FittedLifetime.Of(GammaGamma.Fit(customers, options, run)),
            "bgbb" => FittedLifetime.Of(BgBb.Fit([.. input.Customers.Select(input.Occasions)], options, run), horizon, input),
            "paretonbd" => FittedLifetime.Of(ParetoNbd.Fit(customers, options, run), horizon, input),
            "nbd" => FittedLifetime.Of(Nbd.Fit(customers, options, run), horizon, input),
            "mbgnbd" => FittedLifetime.Of(MbgNbd.Fit(customers, options, run), horizon, input),
            _ => FittedLifetime.Of(BgNbd.Fit(customers, options, run), horizon, input),
        };
    }
}
