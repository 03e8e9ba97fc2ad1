using System.Globalization;
using System.Text;
using System.Text.Json;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine` as a person types it: files in, files out.</summary>
public sealed class MineTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("mine-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string name) => Path.Combine(_folder, name);

    string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    async Task<JsonElement> MineAsync(params string[] arguments)
    {
        (await CommandLine.RunAsync(["mine", .. arguments, "--json", At("out.json")])).ShouldBe(ExitCode.Done);
        return JsonDocument.Parse(File.ReadAllText(At("out.json"))).RootElement;
    }

    // Five baskets whose itemsets are counted by hand: a 4, b 3, c 2, ab 3, bc 1, ac 1.
    string Baskets => Write("baskets.csv", "a,b\na,b\na,b,c\na\nc\n");

    [Fact]
    public async Task Itemsets_and_rules_of_five_baskets_are_those_counted_by_hand()
    {
        var itemsets = await MineAsync("itemsets", "--data", Baskets, "--support", "0.4");
        itemsets.GetProperty("count").GetInt32().ShouldBe(4);
        itemsets.GetProperty("longest").GetInt32().ShouldBe(2);
        itemsets.GetProperty("rows").GetInt32().ShouldBe(5);

        var rules = await MineAsync("rules", "--data", Baskets, "--support", "0.4", "--confidence", "0.8", "--out", At("rules.csv"));
        rules.GetProperty("count").GetInt32().ShouldBe(1);
        var rule = File.ReadAllLines(At("rules.csv"))[1].Split(',');
        rule[..3].ShouldBe(["b", "a", "3"]);
        double.Parse(rule[3], CultureInfo.InvariantCulture).ShouldBe(1);
        double.Parse(rule[4], CultureInfo.InvariantCulture).ShouldBe(1.25, 1e-12);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("logistic")]
    public async Task A_trained_model_says_the_same_when_it_is_read_again(string method)
    {
        var data = Customers(600);

        var trained = await MineAsync("train", "--data", data, "--label", "left", "--method", method, "--train-rows", "400", "--trees", "30", "--model", At("model.txt"), "--explain", "--out", At("tested.csv"));
        var quality = trained.GetProperty("quality");
        var predicted = await MineAsync("predict", "--data", data, "--model", At("model.txt"), "--label", "left", "--explain", "--out", At("predicted.csv"));

        quality.GetProperty("auc").GetDouble().ShouldBeGreaterThan(0.9);
        predicted.GetProperty("rows").GetInt32().ShouldBe(600);
        var (tested, all) = (File.ReadAllLines(At("tested.csv")), File.ReadAllLines(At("predicted.csv")));
        tested[0].ShouldBe("row,probability,share of visits,share of city");
        tested.Skip(1).Select(WithoutNumber).ShouldBe(all.Skip(401).Select(WithoutNumber));
    }

    [Fact]
    public async Task Columns_left_out_are_not_needed_and_folds_test_every_row_once()
    {
        var result = await MineAsync("train", "--data", Customers(300), "--label", "left", "--without", "city", "--folds", "3", "--trees", "10");

        result.GetProperty("columns").GetInt32().ShouldBe(1);
        result.GetProperty("quality").GetProperty("auc").GetDouble().ShouldBeGreaterThan(0.7);
        result.GetProperty("quality").TryGetProperty("auc ±", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Float_files_and_tables_give_the_same_model()
    {
        var text = new StringBuilder("y,a,b\n");
        using (var floats = new BinaryWriter(File.Create(At("x.f32"))))
        using (var labels = new BinaryWriter(File.Create(At("y.u8"))))
        {
            for (var row = 0; row < 400; row++)
            {
                var (a, b) = ((row * 37 % 101) / 8f, (row * 53 % 97) / 16f);
                var y = a + b > 9 ? 1 : 0;
                text.Append(CultureInfo.InvariantCulture, $"{y},{a},{b}\n");
                floats.Write(a);
                floats.Write(b);
                labels.Write((byte)y);
            }
        }

        await MineAsync("train", "--data", Write("t.csv", text.ToString()), "--label", "y", "--train-rows", "300", "--out", At("1.csv"));
        await MineAsync("train", "--data", At("x.f32"), "--rows", "400", "--columns", "2", "--labels", At("y.u8"), "--train-rows", "300", "--out", At("2.csv"));

        File.ReadAllText(At("2.csv")).ShouldBe(File.ReadAllText(At("1.csv")));
    }

    [Fact]
    public async Task Three_heaps_are_three_clusters()
    {
        var text = new StringBuilder("x,y\n");
        for (var row = 0; row < 90; row++) text.Append(CultureInfo.InvariantCulture, $"{row % 3 * 100 + row % 7},{row % 3 * -50 + row % 5}\n");

        var result = await MineAsync("clusters", "--data", Write("heaps.csv", text.ToString()), "--k", "3", "--out", At("clusters.csv"));

        result.GetProperty("count").GetInt32().ShouldBe(3);
        var cluster = File.ReadAllLines(At("clusters.csv")).Skip(1).Select(line => line.Split(',')[1]).ToArray();
        for (var row = 3; row < 90; row++) cluster[row].ShouldBe(cluster[row % 3]);
        cluster.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_lifetime_model_counts_customers_and_purchases_held_back()
    {
        var text = new StringBuilder("customer,date,amount\n");
        var day = new DateOnly(2024, 1, 1);
        for (var customer = 0; customer < 200; customer++)
            for (var purchase = 0; purchase <= customer % 7; purchase++)
                text.Append(CultureInfo.InvariantCulture, $"C{customer},{day.AddDays(customer % 20 + purchase * (5 + customer % 31)):yyyy-MM-dd},{10 + customer % 9}\n");

        var result = await MineAsync("lifetime", "--data", Write("bought.csv", text.ToString()), "--calibration-end", "2024-05-31", "--unit", "day", "--out", At("alive.csv"));

        result.GetProperty("count").GetInt32().ShouldBe(200);
        result.GetProperty("parameters").GetProperty("r").GetDouble().ShouldBeGreaterThan(0);
        result.GetProperty("quality").GetProperty("laterPurchases").GetDouble().ShouldBeGreaterThan(0);
        File.ReadAllLines(At("alive.csv")).Length.ShouldBe(201);
    }

    // Pei et al. 2004, IEEE TKDE 16(11), table 1: 10 <a(abc)(ac)d(cf)>, 20 <(ad)c(bc)(ae)>, 30 <(ef)(ab)(df)cb>, 40 <eg(af)cbc>; at support 2 they list 53 patterns.
    [Fact]
    public async Task The_published_example_of_PrefixSpan_has_53_patterns()
    {
        var data = Write("pei.txt", "1 -1 1 2 3 -1 1 3 -1 4 -1 3 6 -1 -2\n1 4 -1 3 -1 2 3 -1 1 5 -1 -2\n5 6 -1 1 2 -1 4 6 -1 3 -1 2 -1 -2\n5 -1 7 -1 1 6 -1 3 -1 2 -1 3 -1 -2\n");

        var result = await MineAsync("sequences", "--data", data, "--support", "0.5", "--out", At("patterns.csv"));

        result.GetProperty("count").GetInt32().ShouldBe(53);
        File.ReadAllLines(At("patterns.csv")).ShouldContain("4,1 > 3");
    }

    [Fact]
    public async Task Histories_as_a_table_are_sequences_by_day()
    {
        var data = Write("histories.csv", "item,customer,date\ncream,A,2024-01-03\nrod,A,2024-01-02\nline,A,2024-01-02\nrod,B,20240105\nline,B,20240105\ncream,B,20240109\n");

        var result = await MineAsync("sequences", "--data", data, "--support", "1", "--confidence", "0.9", "--max-gap", "1", "--out", At("patterns.csv"));

        result.GetProperty("rows").GetInt32().ShouldBe(2);
        File.ReadAllLines(At("patterns.csv")).ShouldContain("2,rod + line");
        File.ReadAllLines(At("patterns.csv")).ShouldNotContain("2,rod > cream");       // four days in B
    }

    [Fact]
    public async Task Recommenders_are_tried_on_the_last_basket_and_the_best_is_used()
    {
        // Everyone takes 1, then 2, then 1 again: habits know the last basket, and no method can miss it among two items.
        var data = Write("habits.txt", string.Concat(Enumerable.Repeat("1 -1 2 -1 1 -1 -2\n", 30)) + string.Concat(Enumerable.Repeat("3 -1 4 -1 3 -1 -2\n", 20)));

        var result = await MineAsync("recommend", "--data", data, "--top", "2", "--out", At("offers.csv"));

        result.GetProperty("count").GetInt32().ShouldBe(50);
        result.GetProperty("top").GetArrayLength().ShouldBe(7);
        result.GetProperty("quality").GetProperty("hitRate").GetDouble().ShouldBe(1);
        File.ReadAllLines(At("offers.csv")).Length.ShouldBe(1 + 50 * 2);
    }

    [Fact]
    public async Task Uplift_finds_whom_a_treatment_moves_and_says_so()
    {
        var (text, random) = (new StringBuilder("eager,noise,treated,bought\n"), new Random(3));
        for (var row = 0; row < 4000; row++)
        {
            var (eager, treated) = (random.NextDouble(), random.Next(2) == 1);
            var chance = 0.2 + (treated && eager > 0.5 ? 0.4 : 0);
            text.Append(CultureInfo.InvariantCulture, $"{eager},{random.NextDouble()},{(treated ? "yes" : "no")},{(random.NextDouble() < chance ? 1 : 0)}\n");
        }

        var result = await MineAsync("uplift", "--data", Write("trial.csv", text.ToString()), "--treatment", "treated", "--outcome", "bought");

        var effects = result.GetProperty("parameters");
        effects.GetProperty("averageEffectLow").GetDouble().ShouldBeLessThan(0.2);
        effects.GetProperty("averageEffectHigh").GetDouble().ShouldBeGreaterThan(0.2);
        effects.GetProperty("heterogeneityLow").GetDouble().ShouldBeGreaterThan(0);
        result.GetProperty("quality").GetProperty("auuc").GetDouble().ShouldBeGreaterThan(result.GetProperty("quality").GetProperty("randomAuuc").GetDouble());
        result.GetProperty("top").GetArrayLength().ShouldBe(10);
    }

    [Theory]
    [InlineData("itemsets", "--data", "nowhere.csv")]
    [InlineData("sequences", "--data", "customers.csv")]
    [InlineData("recommend", "--data", "x.f32")]
    [InlineData("uplift", "--data", "customers.csv", "--treatment", "visits", "--outcome", "left")]
    [InlineData("train", "--data", "customers.csv", "--label", "colour")]
    [InlineData("train", "--data", "customers.csv")]
    [InlineData("train", "--data", "x.f32")]
    [InlineData("predict", "--data", "customers.csv", "--model", "customers.csv")]
    [InlineData("clusters", "--data", "customers.csv", "--k", "1000000")]
    public async Task What_is_wrong_with_a_file_ends_with_1(params string[] arguments)
    {
        Customers(20);
        Write("x.f32", "");

        (await CommandLine.RunAsync(["mine", .. arguments.Select(word => word.Contains('.') ? At(word) : word)])).ShouldBe(ExitCode.Failed);
    }

    [Theory]
    [InlineData("itemsets", "--data", "a", "--support", "0")]
    [InlineData("rules", "--data", "a", "--confidence", "2")]
    [InlineData("lifetime", "--data", "a", "--kind", "other")]
    [InlineData("lifetime", "--data", "a", "--calibration-end", "30.9.1997")]
    [InlineData("train", "--data", "a", "--folds", "1")]
    [InlineData("train", "--data", "a", "--threads", "0")]
    public async Task Wrong_use_ends_with_2(params string[] arguments) => (await CommandLine.RunAsync(["mine", .. arguments])).ShouldBe(ExitCode.WrongUse);

    // Who visits less than five times leaves; customers of Oslo leave a little earlier.
    string Customers(int count)
    {
        var text = new StringBuilder("visits,city,left\n");
        for (var row = 0; row < count; row++)
        {
            var (visits, city) = (row * 17 % 10 + row % 3 / 4.0, row % 2 == 0 ? "Oslo" : "Rome");
            var left = visits + (row % 2) < 5 ^ row % 29 == 0;
            text.Append(CultureInfo.InvariantCulture, $"{visits},{city},{(left ? "yes" : "no")}\n");
        }
        return Write("customers.csv", text.ToString());
    }

    static string WithoutNumber(string line) => line[line.IndexOf(',', StringComparison.Ordinal)..];
}
