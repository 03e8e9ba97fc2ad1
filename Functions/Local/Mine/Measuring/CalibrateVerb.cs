using System.CommandLine;
using CrmInsights.Local.Mine.Models;

namespace CrmInsights.Local.Mine.Measuring;

/// <summary>`mine calibrate`: makes scores say what they promise.</summary>
static class CalibrateVerb
{
    public static readonly Option<string> Method = new("--method") { Description = "platt, beta or isotonic (probabilities), or conformal (intervals around predicted numbers).", DefaultValueFactory = _ => "beta" };
    public static readonly Option<bool> Margins = new("--margins") { Description = "The scores are log-odds, not probabilities." };
    public static readonly Option<double> Coverage = new("--coverage") { Description = "conformal: share of outcomes the intervals shall hold.", DefaultValueFactory = _ => 0.9 };
    public static readonly Option<string?> Low = new("--low") { Description = "conformal: column with a predicted lower quantile, to be moved together with --high." };
    public static readonly Option<string?> High = new("--high") { Description = "conformal: column with a predicted upper quantile." };
    static readonly Option<FileInfo?> s_model = new("--model") { Description = "platt, beta, isotonic: writes the curve to this file." };

    static CalibrateVerb()
    {
        Method.AcceptOnlyFromAmong("platt", "beta", "isotonic", "conformal");
        Coverage.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double>() is not (> 0 and < 1), "a share between 0 and 1 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("calibrate", "Fits a curve from scores to probabilities, or the width of intervals, on the first rows of a file and tests it on the others. Use rows that no model was trained on.")
        {
            MineFlags.Data, ScoreTable.Score, ScoreTable.Label, Method, Margins, Coverage, Low, High, MineFlags.TrainRows, s_model, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("calibrate", parsed, cancellation);
        var table = run.Load(() => ScoreTable.Read(parsed, cancellation));
        var train = MineFlags.TrainRowsOf(parsed, table.Scores.Length);
        return parsed.GetValue(Method) == "conformal" ? await IntervalsAsync(run, table, train) : await CurveAsync(run, table, train);
    }

    static async Task<int> CurveAsync(MineRun run, ScoreTable table, int train)
    {
        var curve = run.Fit(() => ScoreCurve.Fit(run.Parsed, table, train, run.Context));
        if (run.Parsed.GetValue(s_model) is { } file) await MineOutput.WriteAsync(file, curve.Save);
        var after = Array.ConvertAll(table.Scores, score => curve.Probability(score));
        await run.WriteRowsAsync("row,probability", after.Select((probability, row) => $"{row},{MineOutput.Number(probability)}"));
        var quality = train == after.Length ? null : Quality.OfTwoClasses(after[train..], table.Labels[train..]);
        if (quality is not null)
            foreach (var (name, value) in Quality.OfTwoClasses([.. table.Scores[train..].Select(curve.Uncalibrated)], table.Labels[train..])) quality[name + " before"] = value;
        return await run.FinishAsync(new MineResult { Rows = after.Length, Parameters = curve.Parameters, Quality = quality }, [$"Fitted to {train:N0} rows{(quality is null ? "" : $", tested on {after.Length - train:N0}")}."]);
    }

    static async Task<int> IntervalsAsync(MineRun run, ScoreTable table, int train)
    {
        var intervals = run.Fit(() => ScoreIntervals.Of(run.Parsed, table, train));
        await run.WriteRowsAsync("row,low,high", Enumerable.Range(0, table.Scores.Length).Select(row => $"{row},{MineOutput.Number(intervals.Around(row).Low)},{MineOutput.Number(intervals.Around(row).High)}"));
        return await run.FinishAsync(new MineResult
        {
            Rows = table.Scores.Length,
            Parameters = new Dictionary<string, double> { ["margin"] = intervals.Margin.Margin, ["coverage"] = intervals.Margin.Coverage },
            Quality = train == table.Scores.Length ? null : new Dictionary<string, double> { ["coverage"] = intervals.Covered(table.Labels, train), ["width"] = intervals.Width(train) },
        }, [$"Ends move by {intervals.Margin.Margin:G6}, measured on {train:N0} rows."]);
    }
}
