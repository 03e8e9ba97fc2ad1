using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>`mine survival`: how long until something ends, when not all have been watched to the end.</summary>
static class SurvivalVerb
{
    public static readonly Option<string> Duration = new("--duration") { Description = "Column with the time watched, above 0.", Required = true };
    public static readonly Option<string> Event = new("--event") { Description = "Column that says whether it ended then (yes or 1) or was only watched so long.", Required = true };
    public static readonly Option<string?> By = new("--by") { Description = "km: one curve for each value of this column." };
    public static readonly Option<string> Method = new("--method") { Description = "km (Kaplan-Meier curve), cox (what raises the risk) or hazard (risk by whole period).", DefaultValueFactory = _ => "km" };
    public static readonly Option<int> Periods = new("--periods") { Description = "hazard: periods with a level of their own.", DefaultValueFactory = _ => 12 };
    public static readonly Option<double?> Horizon = new("--horizon") { Description = "cox, hazard: the time for which --out says the share surviving (default: the median of the durations)." };
    public static readonly Option<FileInfo?> Model = new("--model") { Description = "cox, hazard: saves the model for `mine predict`: a path without ending becomes a folder with model.txt and model.json (columns, categories)." };

    static SurvivalVerb()
    {
        Method.AcceptOnlyFromAmong("km", "cox", "hazard");
        Periods.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() is < 1 or > 1000, "1 to 1000 was expected"));
        Horizon.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double?>() is not (null or > 0), "more than 0 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("survival", "Says how long it takes until something ends (a contract, a customer), from a CSV file with durations; cox and hazard say what the other columns do to it.")
        {
            MineFlags.Data, Duration, Event, Method, By, MineFlags.Without, MineFlags.TrainRows, Periods, Horizon, Model, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("survival", parsed, cancellation);
        var isCurve = parsed.GetValue(Method) == "km";
        if (!isCurve && parsed.GetValue(By) is not null) throw new CommandFailedException("--by draws one curve a value and is for --method km; cox and hazard take the column as it is.");
        if (isCurve && parsed.GetValue(Model) is not null) throw new CommandFailedException("--model is for --method cox and hazard; the curve itself goes to --out.");
        var table = run.Load(() => SurvivalTable.Read(parsed, cancellation));
        return isCurve ? await CurvesAsync(run, table) : await RegressionAsync(run, table);
    }

    static async Task<int> CurvesAsync(MineRun run, SurvivalTable table)
    {
        var curves = run.Fit(() => table.Groups().Select(group => (group.Name, Curve: KaplanMeier.Fit(group.Durations, group.Observed))).ToList());
        await run.WriteRowsAsync("group,time,survival,standardError,atRisk,events", curves.SelectMany(group => group.Curve.Points.Select(point =>
            $"{MineOutput.Field(group.Name)},{MineOutput.Number(point.Time)},{MineOutput.Number(point.Survival)},{MineOutput.Number(point.StandardError)},{point.AtRisk},{point.Events}")));
        return await run.FinishAsync(new MineResult
        {
            Rows = table.Durations.Length,
            Count = table.Observed.Count(seen => seen),
            Top = [.. curves.Select(group => (object)new { group = group.Name, rows = group.Curve.Count, median = group.Curve.Quantile(0.5), quarter = group.Curve.Quantile(0.25), threeQuarters = group.Curve.Quantile(0.75), longest = group.Curve.Longest })],
        }, curves.Select(group => $"{group.Name}: {group.Curve.Count:N0} rows, half gone by {Time(group.Curve, 0.5)}, three quarters by {Time(group.Curve, 0.75)}"));
    }

    static string Time(SurvivalCurve curve, double done) => curve.Quantile(done) is { } time ? $"{time:0.##}" : $"no time up to {curve.Longest:0.##}";

    static async Task<int> RegressionAsync(MineRun run, SurvivalTable table)
    {
        var (train, test) = table.Cut(run.Parsed);
        var horizon = run.Parsed.GetValue(Horizon) ?? train.Durations.Order().ElementAt(train.Durations.Length / 2);
        var description = new SurvivalDescription(ModelFiles.Version, run.Parsed.GetValue(Method)!, horizon, table.Columns);
        var fitted = run.Fit(() => FittedSurvival.Of(run.Parsed, train, description, run.Context));
        var model = fitted.Model;
        if (run.Parsed.GetValue(Model) is { } file) await ModelFiles.WriteAsync(file, description, model.Save, run.Cancellation);
        var names = new OneHot(table.Columns).Names;
        await run.WriteRowsAsync("row,risk,survival", Enumerable.Range(0, table.Durations.Length).Select(row =>
            $"{row},{MineOutput.Number(model.Risk(table.Features!.Row(row)))},{MineOutput.Number(model.Survival(horizon, table.Features.Row(row)))}"));
        return await run.FinishAsync(new MineResult
        {
            Rows = table.Durations.Length,
            Columns = names.Count,
            Count = table.Observed.Count(seen => seen),
            LogLikelihood = fitted.LogLikelihood,
            Parameters = names.Zip(fitted.Coefficients).ToDictionary(pair => pair.First, pair => pair.Second),
            Quality = test is null ? null : model.Quality(test),
            Top = fitted.StandardErrors.Length == 0 ? null : [.. names.Select((name, place) => (object)new { name, weight = fitted.Coefficients[place], standardError = fitted.StandardErrors[place], riskFactor = Math.Exp(fitted.Coefficients[place]) })],
        }, [.. fitted.Converged ? Array.Empty<string>() : ["The fit did not converge; do not use these weights."], .. names.Select((name, place) => $"{name}: risk x {Math.Exp(fitted.Coefficients[place]):0.###} per unit")]);
    }
}
