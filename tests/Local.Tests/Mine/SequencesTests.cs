using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine sequences` beyond patterns: what comes next, how long it takes, and what tells two groups apart.</summary>
public sealed class SequencesTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_longer_memory_wins_where_the_last_item_says_nothing()
    {
        // After 1 2 comes 3, after 4 2 comes 5: the 2 alone leaves both open.
        var data = _folder.Write("paths.txt", string.Concat(Enumerable.Repeat("1 -1 2 -1 3 -1 -2\n4 -1 2 -1 5 -1 -2\n", 100)));

        var result = await _folder.MineAsync("sequences", "--data", data, "--find", "next", "--out", _folder.At("next.csv"));

        result.Quality("variableOrderLogLoss").ShouldBeLessThan(result.Quality("markovLogLoss"));
        result.Quality("markovLogLoss").ShouldBeLessThan(result.Quality("uniformLogLoss"));
        _folder.Lines("next.csv").Length.ShouldBe(1 + 200 * 3);
    }

    [Fact]
    public async Task Waits_of_ten_days_have_a_median_of_ten()
    {
        var data = _folder.Write("visits.csv", "customer,date,item\n" + string.Concat(Enumerable.Range(0, 60).SelectMany(customer => Enumerable.Range(0, 4).Select(visit =>
            $"C{customer},{new DateOnly(2024, 1, 1).AddDays(visit * 10 + (visit * 7 + customer) % 3 - 1):yyyy-MM-dd},call\n"))));

        var result = await _folder.MineAsync("sequences", "--data", data, "--find", "waits", "--watched-until", "2024-02-02", "--out", _folder.At("waits.csv"));

        result.Parameter("medianWait").ShouldBe(10, 1);
        result.Parameter("events").ShouldBe(180);
        _folder.Lines("waits.csv").Length.ShouldBe(3);      // header, all, after a call
    }

    [Fact]
    public async Task Paths_of_those_who_left_are_told_from_the_others()
    {
        var data = _folder.Write("histories.csv", "who;when;what\n" + string.Concat(Enumerable.Range(0, 80).Select(customer =>
            $"C{customer};20240101;buy\nC{customer};20240110;{(customer < 40 ? "complain" : "praise")}\n")));
        var left = _folder.Write("left.txt", string.Join('\n', Enumerable.Range(0, 40).Select(customer => $"C{customer}")));

        var result = await _folder.MineAsync("sequences", "--data", data, "--customer", "who", "--date", "when", "--item", "what", "--find", "paths", "--marked", left, "--support", "0.1", "--out", _folder.At("apart.csv"));

        var patterns = result.GetProperty("top").EnumerateArray().ToDictionary(path => path.GetProperty("pattern").GetString()!, path => path.GetProperty("markedShare").GetDouble());
        patterns["buy > complain"].ShouldBe(1);
        patterns["praise"].ShouldBe(0);
        patterns.ShouldNotContainKey("buy");
    }

    [Fact]
    public async Task A_least_gap_leaves_out_what_follows_too_soon()
    {
        var data = _folder.Write("gaps.csv", "customer,date,item\nA,2024-01-01,x\nA,2024-01-02,y\nB,2024-01-01,x\nB,2024-02-01,y\n");

        await _folder.MineAsync("sequences", "--data", data, "--support", "0.5", "--min-gap", "7", "--out", _folder.At("patterns.csv"));

        _folder.Lines("patterns.csv").ShouldContain("1,x > y");
    }

    [Fact]
    public async Task A_recommendation_names_the_customer_of_the_file()
    {
        var data = _folder.Write("histories.csv", "customer,date,item\n" + string.Concat(Enumerable.Range(0, 40).SelectMany(customer => Enumerable.Range(0, 4).Select(day => $"C{customer},2024-01-{day + 1:00},{(customer % 2 == 0 ? "tea" : "coffee")}\n"))));

        var result = await _folder.MineAsync("recommend", "--data", data, "--top", "1", "--method", "blend", "--out", _folder.At("offers.csv"));

        result.Quality("hitRate").ShouldBe(1);
        _folder.Lines("offers.csv")[1].ShouldStartWith("C0,1,tea,");
        _folder.Lines("offers.csv")[2].ShouldStartWith("C1,1,coffee,");
    }

    [Fact]
    public async Task Order_lines_are_baskets_by_their_order()
    {
        var data = _folder.Write("lines.csv", "order,product\n1,a\n2,a\n1,b\n3,c\n2,b\n");

        var result = await _folder.MineAsync("itemsets", "--data", data, "--basket", "order", "--item", "product", "--support", "0.6", "--out", _folder.At("sets.csv"));

        result.GetProperty("rows").GetInt32().ShouldBe(3);
        result.Count().ShouldBe(3);
        _folder.Lines("sets.csv").ShouldContain("2,\"a,b\"");
    }

    [Theory]
    [InlineData("--find", "paths")]
    [InlineData("--find", "patterns", "--marked", "left.txt")]
    [InlineData("--find", "waits", "--watched-until", "2020-01-01")]
    [InlineData("--customer", "nobody")]
    public async Task What_does_not_fit_ends_with_1(params string[] flags)
    {
        var data = _folder.Write("histories.csv", "customer,date,item\nA,2024-01-01,x\nA,2024-01-05,y\n");
        _folder.Write("left.txt", "A\n");

        (await MineFolder.RunAsync(["sequences", "--data", data, .. flags.Select(flag => flag == "left.txt" ? _folder.At(flag) : flag)])).ShouldBe(ExitCode.Failed);
    }
}
