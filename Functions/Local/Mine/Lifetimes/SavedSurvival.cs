using System.CommandLine;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>A regression of survival as it is shown, saved and applied to other rows.</summary>
abstract record SavedSurvival(SurvivalDescription Description) : SavedModel
{
    public static readonly IReadOnlyList<string> Methods = ["cox", "hazard"];
    public static readonly Option<double[]> At = new("--at") { Description = "Survival models: times for which the share surviving is said, such as 6,12 (default: that of the training).", CustomParser = Numbers };

    public abstract int FeatureCount { get; }

    /// <summary>Whole periods that have a hazard of their own; 0 where time is not cut into periods.</summary>
    public abstract int PeriodCount { get; }

    /// <summary>What rises with the risk: the relative risk, or the hazard of the first period.</summary>
    public abstract double Risk(ReadOnlySpan<float> row);

    /// <summary>Probability of the event in a period, given that it did not come before.</summary>
    public abstract double Hazard(int period, ReadOnlySpan<float> row);

    /// <summary>Share that survives a time.</summary>
    public abstract double Survival(double time, ReadOnlySpan<float> row);

    public abstract void Save(Stream stream);

    public override IReadOnlyList<Option> Flags => [At];
    public override string Name => $"a model of `mine survival --method {Description.Method}`";

    public static SavedSurvival Read(ModelPath path)
    {
        var description = ModelFiles.Read<SurvivalDescription>(path);
        SavedSurvival model = description.Method == "cox"
            ? new CoxSurvival(ModelFiles.Body(path, CoxModel.Load), description)
            : new HazardSurvival(ModelFiles.Body(path, DiscreteHazardModel.Load), description);
        ModelFiles.RequireColumns(path, new OneHot(description.Columns).FeatureCount, model.FeatureCount);
        return model;
    }

    public Dictionary<string, double> Quality(SurvivalData test)
    {
        var risks = new double[test.Durations.Length];
        for (var row = 0; row < risks.Length; row++) risks[row] = Risk(test.Features.Row(row));
        return new() { ["concordance"] = Concordance.Of(risks, test.Durations, test.Observed) };
    }

    public override async Task<int> PredictAsync(MineRun run)
    {
        var rows = run.Load(() => KnownColumns.Read(run.Parsed, Description.Columns, run.Cancellation));
        var spelled = run.Fit(() => new OneHot(Description.Columns).Encode(rows));
        double[] times = run.Parsed.GetValue(At) is { Length: > 0 } given ? given : [Description.Horizon];
        string[] header = ["row", "risk", .. Enumerable.Range(1, PeriodCount).Select(period => $"hazard {period}"), .. times.Select(time => $"survival at {MineOutput.Number(time)}")];
        await run.WriteRowsAsync(string.Join(',', header), Enumerable.Range(0, spelled.RowCount).Select(row => $"{row},{string.Join(',', Say(spelled.Row(row), times).Select(MineOutput.Number))}"));
        var means = times.Select(time => (Time: time, Survival: Enumerable.Range(0, spelled.RowCount).Average(row => Survival(time, spelled.Row(row))))).ToList();
        return await run.FinishAsync(new MineResult
        {
            Rows = rows.RowCount,
            Columns = rows.FeatureCount,
            Top = [.. means.Select(mean => (object)new { time = mean.Time, meanSurvival = mean.Survival })],
        }, means.Select(mean => $"at {mean.Time:0.##}: {mean.Survival:P1} of the rows are expected to survive"));
    }

    double[] Say(ReadOnlySpan<float> row, double[] times)
    {
        var said = new double[1 + PeriodCount + times.Length];
        said[0] = Risk(row);
        for (var period = 1; period <= PeriodCount; period++) said[period] = Hazard(period, row);
        for (var at = 0; at < times.Length; at++) said[1 + PeriodCount + at] = Survival(times[at], row);
        return said;
    }

    static double[] Numbers(System.CommandLine.Parsing.ArgumentResult result)
    {
        var words = result.Tokens.SelectMany(token => TableInput.Words(token.Value)).ToList();
        var numbers = words.Select(word => double.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue ? number : double.NaN).ToArray();
        var wrong = Array.FindIndex(numbers, double.IsNaN);
        if (wrong >= 0 || words.Count == 0) result.AddError($"--at holds \"{(wrong < 0 ? "" : words[wrong])}\"; times of 0 or more separated by commas were expected, such as 6,12.");
        return numbers;
    }
}
