using System.Globalization;
using System.Text.Json;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>The verbs as docs/mine.md shows them, on the real files, give the figures that were published of these.</summary>
public sealed class PublishedFiguresTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static string Groceries => SharedDataFactAttribute.PathOf("groceries/groceries.csv");

    static string Bank => SharedDataFactAttribute.PathOf("bank-marketing/bank-additional-full.csv");

    static string Sales => SharedDataFactAttribute.PathOf("adventureworks/FactInternetSales.csv");

    // Hahsler, Hornik and Reutterer (2006) and the arules package: rules of one item on the right, counted by arules.
    [SharedDataTheory]
    [InlineData("0.001", "0.5", 5668)]
    [InlineData("0.001", "0.8", 410)]
    [InlineData("0.006", "0.25", 463)]
    [InlineData("0.005", "0.5", 120)]
    [InlineData("0.01", "0.5", 15)]
    public async Task Groceries_have_the_published_number_of_rules(string support, string confidence, int count)
    {
        var result = await _folder.MineAsync("rules", "--data", Groceries, "--support", support, "--confidence", confidence);

        result.GetProperty("rows").GetInt32().ShouldBe(9835);
        result.GetProperty("columns").GetInt32().ShouldBe(169);
        result.Count().ShouldBe(count);
    }

    [SharedDataFact]
    public async Task Groceries_have_the_published_top_lift()
    {
        var result = await _folder.MineAsync("rules", "--data", Groceries, "--support", "0.001", "--confidence", "0.5");

        var top = result.GetProperty("top")[0];
        top.GetProperty("left").EnumerateArray().Select(item => item.GetString()).ShouldBe(["Instant food products", "soda"], ignoreOrder: true);
        top.GetProperty("right")[0].GetString().ShouldBe("hamburger meat");
        top.GetProperty("lift").GetDouble().ShouldBe(18.99565, 5e-6);
    }

    [SharedDataFact]
    public async Task Groceries_have_the_published_itemsets_of_one_two_and_three()
    {
        var result = await _folder.MineAsync("itemsets", "--data", Groceries, "--support", "0.01", "--out", _folder.At("sets.csv"));

        result.Count().ShouldBe(333);
        var lengths = _folder.Lines("sets.csv").Skip(1).GroupBy(line => line.Count(letter => letter == ',')).ToDictionary(group => group.Key, group => group.Count());
        lengths.ShouldBe(new Dictionary<int, int> { [1] = 88, [2] = 213, [3] = 32 }, ignoreOrder: true);
    }

    Task<JsonElement> CdnowAsync(string kind) => _folder.MineAsync("lifetime", "--data", SharedDataFactAttribute.PathOf("cdnow/CDNOW_sample.txt"), "--no-header", "--customer", "1", "--date", "3", "--amount", "5",
        "--calibration-end", "1997-09-30", "--unit", "week", "--horizon", "39", "--kind", kind, "--out", _folder.At("customers.csv"));

    // Fader, Hardie and Lee (2005), Marketing Science 24(2), tables 1 and 2, and the worked example of the conditional expectation.
    [SharedDataFact]
    public async Task Cdnow_has_the_published_BG_NBD_and_its_forecast()
    {
        var result = await CdnowAsync("bgnbd");

        result.GetProperty("rows").GetInt32().ShouldBe(6919);
        result.Count().ShouldBe(2357);
        result.Parameter("r").ShouldBe(0.243, 5e-4);
        result.Parameter("alpha").ShouldBe(4.414, 5e-4);
        result.Parameter("a").ShouldBe(0.793, 5e-4);
        result.Parameter("b").ShouldBe(2.426, 5e-4);
        result.GetProperty("logLikelihood").GetDouble().ShouldBe(-9582.4, 0.05);
        var example = _folder.Lines("customers.csv").Skip(1).Select(line => Array.ConvertAll(line.Split(',')[1..], field => double.Parse(field, CultureInfo.InvariantCulture)))
            .First(row => row[0] == 2 && Math.Abs(row[1] - 30.43) < 0.005 && Math.Abs(row[2] - 38.86) < 0.005);
        example[4].ShouldBe(1.226, 5e-4);
    }

    [SharedDataFact]
    public async Task Cdnow_has_the_published_Pareto_NBD()
    {
        var result = await CdnowAsync("paretonbd");

        result.Parameter("r").ShouldBe(0.553, 5e-4);
        result.Parameter("alpha").ShouldBe(10.578, 1.5e-3);     // printed from a spreadsheet's optimum, which stops a little early
        result.Parameter("s").ShouldBe(0.606, 5e-4);
        result.Parameter("beta").ShouldBe(11.669, 3e-3);
        result.GetProperty("logLikelihood").GetDouble().ShouldBe(-9595.0, 0.05);
    }

    // Fader and Hardie (2013), "The Gamma-Gamma Model of Monetary Value".
    [SharedDataFact]
    public async Task Cdnow_has_the_published_Gamma_Gamma()
    {
        var result = await CdnowAsync("gammagamma");

        result.Count().ShouldBe(946);
        result.Parameter("p").ShouldBe(6.25, 5e-3);
        result.Parameter("q").ShouldBe(3.74, 5e-3);
        result.Parameter("v").ShouldBe(15.44, 2e-2);
    }

    // Moro, Cortez and Rita (2014), Decision Support Systems 62, for the data; areas of five stratified folds as scikit-learn gives them. 0.005 is about
    // the deviation of a fold's area over the root of five: other folds and other trees.
    [SharedDataTheory]
    [InlineData("logistic", "duration", 0.792)]
    [InlineData("trees", "duration", 0.804)]
    [InlineData("logistic", "", 0.935)]
    [InlineData("trees", "", 0.950)]
    public async Task Bank_marketing_has_the_published_areas_and_shows_the_leak(string method, string without, double area)
    {
        // Shallow trees and small steps, as of scikit-learn's GradientBoostingClassifier.
        var result = await _folder.MineAsync("train", "--data", Bank, "--label", "y", "--without", without, "--folds", "5", "--method", method, "--leaves", "8", "--trees", "100");

        result.GetProperty("rows").GetInt32().ShouldBe(41_188);
        result.Quality("auc").ShouldBe(area, 0.005);
    }

    // The data's own README: lines, orders, customers and revenue.
    [SharedDataFact]
    public async Task AdventureWorks_has_its_lines_customers_and_revenue_and_every_customer_is_known()
    {
        var result = await _folder.MineAsync("lifetime", "--data", Sales, "--customer", "CustomerKey", "--date", "OrderDateKey", "--amount", "Sales Amount",
            "--covariates", SharedDataFactAttribute.PathOf("adventureworks/DimCustomer.csv"), "--without", "City,First Name,Last Name,Full Name,DateFirstPurchase");

        result.GetProperty("rows").GetInt32().ShouldBe(60_398);
        result.Count().ShouldBe(18_484);
        Math.Round(result.GetProperty("amount").GetDecimal(), 2).ShouldBe(29_358_677.22m);
    }

    [SharedDataFact]
    public async Task AdventureWorks_has_its_orders_as_baskets_and_its_customers_as_sequences()
    {
        var baskets = await _folder.MineAsync("itemsets", "--data", Sales, "--basket", "Sales Order Number", "--item", "ProductKey");
        var sequences = await _folder.MineAsync("sequences", "--data", Sales, "--customer", "CustomerKey", "--date", "OrderDateKey", "--item", "ProductKey");

        baskets.GetProperty("rows").GetInt32().ShouldBe(27_659);
        sequences.GetProperty("rows").GetInt32().ShouldBe(18_484);
    }
}
