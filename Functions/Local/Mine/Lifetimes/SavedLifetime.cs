using System.CommandLine;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>A model of lifetimes read from disk: it says of each customer of a file of purchases whether it is active, and what will come.</summary>
sealed record SavedLifetime(LifetimeDescription Description, Func<double, PurchaseInput, Covariates?, FittedLifetime> Apply) : SavedModel
{
    public const string WithCovariates = "bgnbd-covariates";
    public static readonly IReadOnlyList<string> Methods = ["bgnbd", "mbgnbd", "paretonbd", "nbd", "bgbb", "gammagamma", WithCovariates];

    public override IReadOnlyList<Option> Flags =>
        [EventFlags.Customer, EventFlags.Date, EventFlags.Amount, EventFlags.NoHeader, LifetimeFlags.End, LifetimeFlags.OtherHorizon, .. Description.Covariates is null ? Array.Empty<Option>() : [LifetimeFlags.Covariates]];

    public override string Name => $"a model of `mine lifetime` ({Description.Method})";

    public static SavedLifetime Read(ModelPath path)
    {
        var description = ModelFiles.Read<LifetimeDescription>(path);
        if (description.Method == WithCovariates) return OfCovariates(path, description);
        if (description.Method == "bgbb")
        {
            var occasions = ModelFiles.Body(path, BgBbModel.Load);
            return new(description, (horizon, input, _) => FittedLifetime.Of(occasions, horizon, input));
        }
        if (description.Method == "gammagamma")
        {
            var spend = ModelFiles.Body(path, GammaGammaModel.Load);
            return new(description, (_, _, _) => FittedLifetime.Of(spend));
        }
        var model = Purchases(path, description.Method);
        return new(description, (horizon, input, _) => FittedLifetime.Of(model, horizon, input));
    }

    public override async Task<int> PredictAsync(MineRun run)
    {
        var (parsed, unit) = (run.Parsed, Enum.Parse<PurchaseTimeUnit>(Description.Unit));
        var purchases = run.Load(() => PurchaseInput.Read(parsed, unit, run.Cancellation));
        var known = Description.Covariates is null ? null : Covariates.Read(parsed, purchases.Customers, Description.Covariates, run.Cancellation);
        var horizon = parsed.GetValue(LifetimeFlags.OtherHorizon) ?? Description.Horizon;
        var applied = Apply(horizon, purchases, known);
        var rows = run.Fit(() => purchases.Customers.Select(customer => (customer.Customer, Values: applied.Row(customer))).ToList());
        await run.WriteRowsAsync(applied.HeaderText, rows.Select(row => FittedLifetime.RowText(row.Customer, row.Values)));
        // The last two columns are what the model says; the others are what it was told.
        var said = applied.Header.Select((name, column) => (name, mean: rows.Average(row => row.Values[column]))).TakeLast(2).ToList();
        return await run.FinishAsync(new MineResult
        {
            Rows = purchases.Count,
            Amount = purchases.Amount,
            Count = rows.Count,
            Parameters = said.ToDictionary(column => "mean " + column.name, column => column.mean),
            Quality = applied.Quality,
        }, [$"{rows.Count:N0} customers, {horizon:0.##} {Description.Unit.ToLowerInvariant()}s ahead."]);
    }

    static PurchaseModel Purchases(ModelPath path, string method) => method switch
    {
        "mbgnbd" => ModelFiles.Body(path, MbgNbdModel.Load),
        "paretonbd" => ModelFiles.Body(path, ParetoNbdModel.Load),
        "nbd" => ModelFiles.Body(path, NbdModel.Load),
        _ => ModelFiles.Body(path, BgNbdModel.Load),
    };

    static SavedLifetime OfCovariates(ModelPath path, LifetimeDescription description)
    {
        var model = ModelFiles.Body(path, BgNbdCovariatesModel.Load);
        ModelFiles.RequireColumns(path, new OneHot(description.Covariates!).FeatureCount, model.CovariateCount);
        return new(description, (horizon, input, known) => FittedLifetime.Of(model, horizon, input, known!));
    }
}
