using System.Globalization;
using System.Text;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine lifetime` with every model, on drawn customers.</summary>
public sealed class LifetimeTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Half of the customers come from fairs and buy twice as often; after each purchase one in twelve leaves for good.
    string Purchases(string separator = ",", bool header = true)
    {
        var (text, random) = (new StringBuilder(header ? string.Join(separator, "customer", "date", "amount") + "\n" : ""), new Random(8));
        for (var customer = 0; customer < 300; customer++)
        {
            var wait = customer % 2 == 0 ? 15 : 30;
            for (var day = random.Next(20); day < 366; day += 1 + (int)(-wait * Math.Log(1 - random.NextDouble())))
            {
                text.Append(CultureInfo.InvariantCulture, $"C{customer}{separator}{new DateOnly(2024, 1, 1).AddDays(day):yyyyMMdd}{separator}{10 + random.Next(20)}\n");
                if (random.Next(12) == 0) break;
            }
        }
        return _folder.Write("bought.txt", text.ToString());
    }

    string Channels => _folder.Write("channels.csv", "customer,channel\n" + string.Concat(Enumerable.Range(0, 300).Select(customer => $"C{customer},{(customer % 2 == 0 ? "fair" : "web")}\n")));

    [Theory]
    [InlineData("bgnbd", "a")]
    [InlineData("mbgnbd", "a")]
    [InlineData("paretonbd", "s")]
    [InlineData("nbd", "r")]
    [InlineData("bgbb", "gamma")]
    [InlineData("gammagamma", "p")]
    public async Task Every_model_is_fitted_written_and_applied(string kind, string parameter)
    {
        var result = await _folder.MineAsync("lifetime", "--data", Purchases(), "--kind", kind, "--calibration-end", "2024-10-01", "--horizon", "13", "--model", _folder.At("model.json"), "--out", _folder.At("rows.csv"));

        result.Parameter(parameter).ShouldBeGreaterThan(0);
        File.Exists(_folder.At("model.json")).ShouldBeTrue();
        _folder.Lines("rows.csv").Length.ShouldBe(301);
        if (kind == "gammagamma") return;
        foreach (var line in _folder.Lines("rows.csv").Skip(1)) double.Parse(line.Split(',')[4], CultureInfo.InvariantCulture).ShouldBeInRange(0, 1);
        if (kind == "nbd") return;                          // it does not know that customers leave, and expects too much
        result.Quality("expectedPurchases").ShouldBe(result.Quality("laterPurchases"), 0.3 * result.Quality("laterPurchases"));
    }

    [Fact]
    public async Task A_covariate_that_doubles_the_rate_is_seen()
    {
        var result = await _folder.MineAsync("lifetime", "--data", Purchases(), "--covariates", Channels);

        // The first channel in the file, the fairs, is the reference: the web halves the rate.
        result.Parameter("rate channel=web").ShouldBe(-Math.Log(2), 0.25);
        result.Parameter("pValue").ShouldBeLessThan(1e-6);
    }

    [Fact]
    public async Task Columns_may_have_other_names_numbers_or_blanks_between_them()
    {
        var named = await _folder.MineAsync("lifetime", "--data", Purchases());
        var numbered = await _folder.MineAsync("lifetime", "--data", Purchases("   ", header: false), "--no-header", "--customer", "1", "--date", "2", "--amount", "3");

        numbered.Parameter("r").ShouldBe(named.Parameter("r"));
        numbered.GetProperty("amount").GetDouble().ShouldBe(named.GetProperty("amount").GetDouble());
    }

    [Theory]
    [InlineData("--covariates", "none.csv")]
    [InlineData("--covariates", "channels.csv", "--kind", "paretonbd")]
    [InlineData("--customer", "4", "--no-header")]
    [InlineData("--amount", "price")]
    public async Task What_does_not_fit_ends_with_1(params string[] flags)
    {
        _folder.Write("none.csv", "customer,channel\nC0,web\nC0,fair\n");
        _ = Channels;

        (await MineFolder.RunAsync(["lifetime", "--data", Purchases(), .. flags.Select(flag => flag.EndsWith(".csv", StringComparison.Ordinal) ? _folder.At(flag) : flag)])).ShouldBe(ExitCode.Failed);
    }
}
