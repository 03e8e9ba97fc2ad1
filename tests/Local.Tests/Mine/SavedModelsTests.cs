using System.Globalization;
using System.Text;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>What clusters, survival and lifetime save, `mine predict` applies: on the file of the fit it says what the fit said.</summary>
public sealed class SavedModelsTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Heaps that touch, with rows on their borders and some alone; the columns have very different units.
    string Heaps()
    {
        var (text, random) = (new StringBuilder("age,key,revenue\n"), new Random(5));
        for (var row = 0; row < 300; row++)
            text.Append(CultureInfo.InvariantCulture, $"{row % 3 * 2 + 2 * random.NextDouble() - random.NextDouble()},{row},{1000 * (row % 3 * -1.4 + 2 * random.NextDouble())}\n");
        return _folder.Write("heaps.csv", text.ToString());
    }

    [Theory]
    [InlineData("kmeans", "cluster,distance")]
    [InlineData("minibatch", "cluster,distance")]
    [InlineData("gmm", "cluster,membership 0,membership 1,membership 2")]
    [InlineData("fuzzy", "cluster,membership 0,membership 1,membership 2", "--fuzziness", "1.7")]
    [InlineData("dbscan", "cluster", "--radius", "0.2", "--neighbours", "6")]
    public async Task Saved_clusters_say_of_the_same_rows_what_they_said(string method, string header, params string[] flags)
    {
        var data = Heaps();
        if (method != "dbscan") flags = ["--k", "3", .. flags];
        await _folder.MineAsync(["clusters", "--data", data, "--without", "key", "--scale", "--method", method, "--model", _folder.At("groups"), "--out", _folder.At("rows.csv"), .. flags]);

        var result = await _folder.MineAsync("predict", "--data", data, "--model", _folder.At("groups"), "--out", _folder.At("again.csv"));

        _folder.Lines("again.csv").ShouldBe(_folder.Lines("rows.csv"));
        _folder.Lines("again.csv")[0].ShouldBe("row," + header);
        _folder.Lines("again.csv").Skip(1).Select(line => line.Split(',')[1]).Distinct().Count().ShouldBeGreaterThan(2);
        result.GetProperty("top").EnumerateArray().Sum(group => group.GetProperty("rows").GetInt32()).ShouldBe(300);
    }

    [Fact]
    public async Task Columns_of_another_file_are_found_by_name_and_scaled_as_in_the_fit()
    {
        await _folder.MineAsync("clusters", "--data", Heaps(), "--without", "key", "--scale", "--k", "3", "--model", _folder.At("groups"), "--out", _folder.At("rows.csv"));
        var turned = _folder.Write("turned.csv", string.Concat(File.ReadLines(_folder.At("heaps.csv")).Where((_, line) => line is 0 or > 290).Select(line => string.Join(',', line.Split(',').Reverse()) + "\n")));

        await _folder.MineAsync("predict", "--data", turned, "--model", _folder.At("groups"), "--out", _folder.At("again.csv"));

        _folder.Lines("again.csv").Skip(1).Select(line => line[(line.IndexOf(',') + 1)..]).ShouldBe(_folder.Lines("rows.csv").TakeLast(10).Select(line => line[(line.IndexOf(',') + 1)..]));
    }

    [Fact]
    public async Task Density_clusters_without_a_cluster_are_not_saved()
    {
        (await MineFolder.RunAsync("clusters", "--data", Heaps(), "--method", "dbscan", "--radius", "0.0001", "--model", _folder.At("groups"))).ShouldBe(ExitCode.Failed);
        Directory.Exists(_folder.At("groups")).ShouldBeFalse();
    }

    string Contracts()
    {
        var (text, random) = (new StringBuilder("months,ended,price,channel\n"), new Random(6));
        for (var row = 0; row < 400; row++)
        {
            var months = 1 + (int)(-8 * Math.Log(1 - random.NextDouble()) / (1 + row % 3));
            text.Append(CultureInfo.InvariantCulture, $"{Math.Min(months, 12)},{(months <= 12 ? "yes" : "no")},{row % 3 + random.NextDouble()},{"fair web shop".Split(' ')[row % 7 % 3]}\n");
        }
        return _folder.Write("contracts.csv", text.ToString());
    }

    [Theory]
    [InlineData("cox", 3)]
    [InlineData("hazard", 9)]
    public async Task A_saved_model_of_survival_says_of_the_same_rows_what_it_said(string method, int fields)
    {
        var data = Contracts();
        await _folder.MineAsync("survival", "--data", data, "--duration", "months", "--event", "ended", "--method", method, "--periods", "6", "--horizon", "5", "--model", _folder.At("risk"), "--out", _folder.At("rows.csv"));

        await _folder.MineAsync("predict", "--data", data, "--model", _folder.At("risk"), "--out", _folder.At("again.csv"));

        var (said, again) = (_folder.Lines("rows.csv").Skip(1).Select(line => line.Split(',')).ToList(), _folder.Lines("again.csv").Skip(1).Select(line => line.Split(',')).ToList());
        again.Select(line => (line[0], line[1], line[^1])).ShouldBe(said.Select(line => (line[0], line[1], line[2])));
        again.ShouldAllBe(line => line.Length == fields);
    }

    [Fact]
    public async Task Survival_at_a_whole_period_is_what_the_hazards_before_leave()
    {
        await _folder.MineAsync("survival", "--data", Contracts(), "--duration", "months", "--event", "ended", "--method", "hazard", "--periods", "3", "--model", _folder.At("risk"));

        await _folder.MineAsync("predict", "--data", _folder.At("contracts.csv"), "--model", _folder.At("risk"), "--at", "0,2,5", "--out", _folder.At("again.csv"));

        _folder.Lines("again.csv")[0].ShouldBe("row,risk,hazard 1,hazard 2,hazard 3,survival at 0,survival at 2,survival at 5");
        foreach (var line in _folder.Lines("again.csv").Skip(1).Take(20).Select(Numbers))
        {
            line[5].ShouldBe(1);
            line[6].ShouldBe((1 - line[2]) * (1 - line[3]), 1e-12);
            line[7].ShouldBe(line[6] * Math.Pow(1 - line[4], 3), 1e-12);
        }
    }

    [Fact]
    public async Task Survival_falls_with_time_and_with_the_risk()
    {
        await _folder.MineAsync("survival", "--data", Contracts(), "--duration", "months", "--event", "ended", "--method", "cox", "--model", _folder.At("risk"));

        await _folder.MineAsync("predict", "--data", _folder.At("contracts.csv"), "--model", _folder.At("risk"), "--at", "2,4,8", "--out", _folder.At("again.csv"));

        var rows = _folder.Lines("again.csv").Skip(1).Select(Numbers).OrderBy(row => row[1]).ToList();
        rows.ShouldAllBe(row => row[2] > row[3] && row[3] > row[4]);
        rows.Zip(rows.Skip(1)).ShouldAllBe(pair => pair.First[3] >= pair.Second[3]);
    }

    string Purchases()
    {
        var (text, random) = (new StringBuilder("customer,date,amount\n"), new Random(8));
        for (var customer = 0; customer < 200; customer++)
            for (var day = random.Next(20); day < 366; day += 1 + (int)(-(customer % 2 == 0 ? 15 : 30) * Math.Log(1 - random.NextDouble())))
            {
                text.Append(CultureInfo.InvariantCulture, $"C{customer},{new DateOnly(2024, 1, 1).AddDays(day):yyyy-MM-dd},{10 + random.Next(20)}\n");
                if (random.Next(8) == 0) break;
            }
        return _folder.Write("bought.csv", text.ToString());
    }

    [Theory]
    [InlineData("bgnbd")]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    [InlineData("nbd")]
    [InlineData("bgbb")]
    [InlineData("gammagamma")]
    public async Task A_saved_lifetime_says_of_the_same_customers_what_it_said(string kind)
    {
        var data = Purchases();
        await _folder.MineAsync("lifetime", "--data", data, "--kind", kind, "--unit", "week", "--calibration-end", "2024-10-01", "--horizon", "13", "--model", _folder.At("life"), "--out", _folder.At("rows.csv"));

        var result = await _folder.MineAsync("predict", "--data", data, "--model", _folder.At("life"), "--calibration-end", "2024-10-01", "--out", _folder.At("again.csv"));

        _folder.Lines("again.csv").ShouldBe(_folder.Lines("rows.csv"));
        result.Count().ShouldBe(_folder.Lines("rows.csv").Length - 1);
    }

    [Fact]
    public async Task A_saved_lifetime_with_covariates_asks_for_them_and_says_what_it_said()
    {
        var data = Purchases();
        var channels = _folder.Write("channels.csv", "size,customer,channel\n" + string.Concat(Enumerable.Range(0, 200).Select(customer => $"{customer % 5},C{customer},{(customer % 2 == 0 ? "fair" : "web")}\n")));
        await _folder.MineAsync("lifetime", "--data", data, "--covariates", channels, "--model", _folder.At("life"), "--out", _folder.At("rows.csv"));

        (await MineFolder.RunAsync("predict", "--data", data, "--model", _folder.At("life"))).ShouldBe(ExitCode.Failed);
        await _folder.MineAsync("predict", "--data", data, "--model", _folder.At("life"), "--covariates", channels, "--out", _folder.At("again.csv"));

        _folder.Lines("again.csv").ShouldBe(_folder.Lines("rows.csv"));
    }

    [Fact]
    public async Task More_is_expected_of_a_longer_time()
    {
        await _folder.MineAsync("lifetime", "--data", Purchases(), "--horizon", "4", "--model", _folder.At("life"), "--out", _folder.At("rows.csv"));

        await _folder.MineAsync("predict", "--data", _folder.At("bought.csv"), "--model", _folder.At("life"), "--horizon", "40", "--out", _folder.At("again.csv"));

        foreach (var (shorter, longer) in _folder.Lines("rows.csv").Skip(1).Zip(_folder.Lines("again.csv").Skip(1), (a, b) => (Numbers(a), Numbers(b))))
        {
            longer[4].ShouldBe(shorter[4]);                 // alive
            longer[5].ShouldBeGreaterThan(shorter[5]);
        }
    }

    [Theory]
    [InlineData("--at", "6")]
    [InlineData("--explain")]
    [InlineData("--horizon", "4")]
    [InlineData("--label", "age")]
    public async Task A_flag_that_means_nothing_to_the_model_is_wrong_use(params string[] flags)
    {
        await _folder.MineAsync("clusters", "--data", Heaps(), "--k", "3", "--model", _folder.At("groups"));

        (await MineFolder.RunAsync(["predict", "--data", _folder.At("heaps.csv"), "--model", _folder.At("groups"), .. flags])).ShouldBe(ExitCode.WrongUse);
    }

    [Theory]
    [InlineData("--at", "6,soon")]
    [InlineData("--at", "-1")]
    [InlineData("--at", "")]
    public async Task Times_that_are_none_are_wrong_use(params string[] flags)
    {
        await _folder.MineAsync("survival", "--data", Contracts(), "--duration", "months", "--event", "ended", "--method", "cox", "--model", _folder.At("risk"));

        (await MineFolder.RunAsync(["predict", "--data", _folder.At("contracts.csv"), "--model", _folder.At("risk"), .. flags])).ShouldBe(ExitCode.WrongUse);
    }

    static double[] Numbers(string line) => Array.ConvertAll(line.Split(','), field => double.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0);
}
