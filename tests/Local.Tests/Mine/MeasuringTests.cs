using System.Globalization;
using System.Text;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine metrics`, `calibrate` and `drift`.</summary>
public sealed class MeasuringTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Probabilities that are twice too sure: the truth has half their log-odds.
    string TooSure(int count)
    {
        var (text, random) = (new StringBuilder("score,coin,bought\n"), new Random(11));
        for (var row = 0; row < count; row++)
        {
            var margin = random.NextDouble() * 8 - 4;
            var bought = random.NextDouble() < Probability(margin / 2);
            text.Append(CultureInfo.InvariantCulture, $"{Probability(margin)},{random.NextDouble()},{(bought ? "yes" : "no")}\n");
        }
        return _folder.Write("scores.csv", text.ToString());
    }

    static double Probability(double margin) => 1 / (1 + Math.Exp(-margin));

    [Fact]
    public async Task The_example_of_scikit_learn_has_its_printed_areas()
    {
        // sklearn.metrics.roc_auc_score and average_precision_score, examples of their manual: y 0 0 1 1, scores .1 .4 .35 .8.
        var data = _folder.Write("four.csv", "score,y\n0.1,0\n0.4,0\n0.35,1\n0.8,1\n");

        var result = await _folder.MineAsync("metrics", "--data", data, "--score", "score", "--label", "y", "--samples", "50");

        result.Quality("auc").ShouldBe(0.75, 1e-12);
        result.Quality("prAuc").ShouldBe(0.8333333333, 1e-7);
    }

    [Fact]
    public async Task Every_figure_lies_in_its_interval_and_a_better_model_is_seen_to_be_better()
    {
        var result = await _folder.MineAsync("metrics", "--data", TooSure(800), "--score", "score", "--label", "bought", "--against", "coin", "--samples", "100", "--out", _folder.At("gain.csv"));

        foreach (var measure in result.GetProperty("top").EnumerateArray())
        {
            measure.GetProperty("low").GetDouble().ShouldBeLessThanOrEqualTo(measure.GetProperty("high").GetDouble());
            if (measure.GetProperty("measure").GetString() == "aucGain") measure.GetProperty("low").GetDouble().ShouldBeGreaterThan(0);
        }
        var gains = _folder.Lines("gain.csv").Skip(1).Select(line => double.Parse(line.Split(',')[3], CultureInfo.InvariantCulture)).ToList();
        gains.Count.ShouldBe(10);
        gains[^1].ShouldBe(1, 1e-9);
        gains.ShouldBe(gains.Order());
    }

    [Theory]
    [InlineData("platt")]
    [InlineData("beta")]
    [InlineData("isotonic")]
    public async Task A_curve_mends_scores_that_are_too_sure(string method)
    {
        var result = await _folder.MineAsync("calibrate", "--data", TooSure(4000), "--score", "score", "--label", "bought", "--method", method, "--train-rows", "2000", "--model", _folder.At("curve.json"), "--out", _folder.At("calibrated.csv"));

        result.Quality("ece").ShouldBeLessThan(result.Quality("ece before") / 2);
        result.Quality("logLoss").ShouldBeLessThan(result.Quality("logLoss before"));
        _folder.Lines("calibrated.csv").Length.ShouldBe(4001);
        // Half the log-odds is what was drawn.
        if (method == "platt") result.Parameter("slopeHigh").ShouldBe(0.5, 0.05);
    }

    [Fact]
    public async Task Conformal_intervals_hold_as_many_outcomes_as_promised()
    {
        var (text, random) = (new StringBuilder("said,came\n"), new Random(4));
        for (var row = 0; row < 4000; row++) text.Append(CultureInfo.InvariantCulture, $"{row % 50},{row % 50 + random.NextDouble() * random.NextDouble() * 20}\n");

        var result = await _folder.MineAsync("calibrate", "--data", _folder.Write("numbers.csv", text.ToString()), "--score", "said", "--label", "came", "--method", "conformal", "--coverage", "0.8", "--train-rows", "2000");

        // 2,000 test rows: four standard deviations of a share of 0.8 are 0.036.
        result.Quality("coverage").ShouldBe(0.8, 0.036);
    }

    [Fact]
    public async Task Drift_names_the_columns_that_moved_and_only_them()
    {
        string Rows(double shift, string second) => "still,moved,city\n" + string.Concat(Enumerable.Range(0, 500).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row * 37 % 101},{row * 53 % 97 + shift},{(row % 4 == 0 ? second : "Oslo")}\n")));
        var (before, now) = (_folder.Write("before.csv", Rows(0, "Rome")), _folder.Write("now.csv", Rows(40, "Paris")));

        var result = await _folder.MineAsync("drift", "--data", now, "--before", before, "--out", _folder.At("drift.csv"));

        result.Count().ShouldBe(2);
        var columns = result.GetProperty("top").EnumerateArray().ToDictionary(column => column.GetProperty("column").GetString()!, column => (Index: column.GetProperty("stabilityIndex").GetDouble(), P: column.GetProperty("pValue").GetDouble()));
        columns["still"].Index.ShouldBe(0, 1e-12);
        columns["still"].P.ShouldBe(1, 1e-9);
        columns["moved"].P.ShouldBeLessThan(1e-6);
        columns["city"].P.ShouldBeLessThan(1e-6);
        _folder.Lines("drift.csv").Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("metrics", "--score", "bought", "--label", "coin")]
    [InlineData("metrics", "--score", "nothing", "--label", "bought")]
    [InlineData("metrics", "--score", "score", "--label", "coin", "--against", "coin")]
    [InlineData("calibrate", "--score", "score", "--label", "coin")]
    [InlineData("calibrate", "--score", "score", "--label", "bought", "--method", "conformal", "--low", "coin")]
    [InlineData("calibrate", "--score", "score", "--label", "bought", "--train-rows", "1000000")]
    [InlineData("drift", "--before", "nowhere.csv")]
    public async Task What_does_not_fit_ends_with_1(string verb, params string[] flags) =>
        (await MineFolder.RunAsync([verb, "--data", TooSure(60), .. flags])).ShouldBe(ExitCode.Failed);

    [Theory]
    [InlineData("metrics", "--score", "score")]
    [InlineData("calibrate", "--score", "score", "--label", "bought", "--method", "guess")]
    [InlineData("calibrate", "--score", "score", "--label", "bought", "--coverage", "1")]
    [InlineData("drift")]
    public async Task Wrong_use_ends_with_2(string verb, params string[] flags) =>
        (await MineFolder.RunAsync([verb, "--data", "scores.csv", .. flags])).ShouldBe(ExitCode.WrongUse);
}
