using System.Globalization;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>
/// `mine survival` on the remission times of Freireich et al. (1963), Blood 21(6), as printed in Cox and Oakes (1984), Analysis of Survival Data, table 1.1:
/// weeks of 21 children with 6-MP and 21 with a placebo, + = still in remission.
/// </summary>
public sealed class SurvivalTests : IDisposable
{
    const string Treated = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
    const string Placebo = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";

    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Remissions => _folder.Write("remissions.csv", "weeks,relapse,arm\n" + Rows(Treated, "6-MP") + Rows(Placebo, "none"));

    static string Rows(string times, string arm) =>
        string.Concat(times.Split(' ').Select(time => $"{time.TrimEnd('+')},{(time.EndsWith('+') ? "no" : "yes")},{arm}\n"));

    [Fact]
    public async Task The_curves_of_both_arms_are_the_published_ones()
    {
        var result = await _folder.MineAsync("survival", "--data", Remissions, "--duration", "weeks", "--event", "relapse", "--by", "arm", "--out", _folder.At("curves.csv"));

        var medians = result.GetProperty("top").EnumerateArray().ToDictionary(group => group.GetProperty("group").GetString()!, group => group.GetProperty("median").GetDouble());
        medians.ShouldBe(new Dictionary<string, double> { ["6-MP"] = 23, ["none"] = 8 });
        var treated = _folder.Lines("curves.csv").Where(line => line.StartsWith("6-MP", StringComparison.Ordinal)).Select(line => line.Split(',')).ToDictionary(fields => fields[1], fields => double.Parse(fields[2], CultureInfo.InvariantCulture));
        // Kleinbaum and Klein (2012), Survival Analysis, 3rd edition, chapter 2.
        double[] printed = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482];
        foreach (var (time, survival) in "6 7 10 13 16 22 23".Split(' ').Zip(printed)) treated[time].ShouldBe(survival, 5e-5);
    }

    [Fact]
    public async Task Cox_gives_the_published_effect_of_the_treatment()
    {
        var result = await _folder.MineAsync("survival", "--data", Remissions, "--duration", "weeks", "--event", "relapse", "--method", "cox", "--train-rows", "42", "--model", _folder.At("cox.json"));

        // R's survival::coxph with Efron's ties on these data: 1.5721, standard error 0.4124; the first arm in the file is the reference.
        result.Parameter("arm=none").ShouldBe(1.5721, 5e-5);
        result.GetProperty("top")[0].GetProperty("standardError").GetDouble().ShouldBe(0.4124, 5e-5);
        File.Exists(_folder.At("cox.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Rows_not_trained_on_test_how_well_risks_are_ordered()
    {
        var data = _folder.Write("contracts.csv", "months,ended,price\n" + string.Concat(Enumerable.Range(0, 300).Select(row => $"{1 + (row * 7 % 12) / (1 + row % 3)},{(row % 5 > 0 ? 1 : 0)},{row % 3}\n")));

        foreach (var method in new[] { "cox", "hazard" })
            (await _folder.MineAsync("survival", "--data", data, "--duration", "months", "--event", "ended", "--method", method, "--out", _folder.At("risks.csv"))).Quality("concordance").ShouldBeGreaterThan(0.6);
        _folder.Lines("risks.csv").Length.ShouldBe(301);
    }

    [Theory]
    [InlineData("--duration", "arm")]
    [InlineData("--duration", "nothing")]
    [InlineData("--event", "weeks")]
    [InlineData("--without", "arm", "--method", "cox")]
    [InlineData("--by", "arm", "--method", "cox")]
    public async Task Columns_that_do_not_fit_fail(params string[] flags)
    {
        string[] needed = flags[0] == "--duration" ? ["--event", "relapse"] : flags[0] == "--event" ? ["--duration", "weeks"] : ["--duration", "weeks", "--event", "relapse"];

        (await MineFolder.RunAsync(["survival", "--data", Remissions, .. needed, .. flags])).ShouldBe(ExitCode.Failed);
    }
}
