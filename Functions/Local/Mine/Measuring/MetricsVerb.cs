using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Measuring;

/// <summary>`mine metrics`: how good scores are, with intervals.</summary>
static class MetricsVerb
{
    static readonly Option<string?> s_against = new("--against") { Description = "Column with the scores of another model, to be compared row by row." };
    static readonly Option<int> s_bands = new("--bands") { Description = "Bands of the gain table, best scores first.", DefaultValueFactory = _ => 10 };
    static readonly Option<int> s_samples = new("--samples") { Description = "Samples of the bootstrap.", DefaultValueFactory = _ => 1000 };

    static MetricsVerb()
    {
        s_bands.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 1, "1 or more was expected"));
        s_samples.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 2, "2 or more was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("metrics", "Measures scores against what came of them: ranking, probabilities and gain for two classes, errors for numbers, each with a 95 % interval.")
        {
            MineFlags.Data, ScoreTable.Score, ScoreTable.Label, s_against, s_bands, s_samples, MineFlags.Seed, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("metrics", parsed, cancellation);
        var table = run.Load(() => ScoreTable.Read(parsed, cancellation));
        var other = parsed.GetValue(s_against) is { } against ? table.Column(parsed, against) : null;
        if (other is not null && !table.IsBinary) throw new CommandFailedException("--against compares two classes; the labels are numbers.");
        var options = new BootstrapOptions { SampleCount = parsed.GetValue(s_samples), Seed = run.Seed };
        var measures = run.Fit(() => ScoreMeasures.Of(table, options, run.Context).Concat(other is null ? [] : ScoreMeasures.Compare(table, other)).ToList());
        var bands = table.IsBinary && table.Labels.Contains(1) ? run.Fit(() => GainTable.Of(table.Scores, table.Labels, Math.Min(parsed.GetValue(s_bands), table.Scores.Length))) : [];
        await run.WriteRowsAsync("band,rows,ones,gain,lift,cumulativeLift", bands.Select((band, place) => $"{place + 1},{string.Join(',', new[] { band.Rows, band.Ones, band.Gain, band.Lift, band.CumulativeLift }.Select(MineOutput.Number))}"));
        return await run.FinishAsync(new MineResult
        {
            Rows = table.Scores.Length,
            Quality = measures.ToDictionary(measure => measure.Name, measure => measure.Interval.Value),
            Top = [.. measures.Select(measure => (object)new { measure = measure.Name, value = measure.Interval.Value, low = measure.Interval.Low, high = measure.Interval.High, by = measure.By })],
        }, [.. measures.Select(measure => $"{measure.Name} {measure.Interval.Value:0.0000} ({measure.Interval.Low:0.0000} to {measure.Interval.High:0.0000}, {measure.By})"), .. bands.Select((band, place) => $"band {place + 1}: {band.Ones:0.#} of {band.Rows:0.#} rows, lift {band.Lift:0.00}, gain {band.Gain:P1}")]);
    }
}
