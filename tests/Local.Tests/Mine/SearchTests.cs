using System.Globalization;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine search`: offers whose best choice is counted by hand, and columns of which three matter.</summary>
public sealed class SearchTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Budget 5: A's 6 for 4 and C's 3 for 1 bring 9; B's 7 for 5 alone brings 7; A's 4 for 2 with C's 3 and B's 2 for 2 bring 9 as well for 5.
    string Offers => _folder.Write("offers.csv", "customer,offer,value,cost,owner\nA,call,6,4,Ann\nA,mail,4,2,Ann\nB,call,7,5,Ann\nB,mail,2,2,Ann\nC,mail,3,1,Bob\n");

    [Fact]
    public async Task Offers_within_a_budget_bring_what_trying_everything_finds()
    {
        var result = await _folder.MineAsync("search", "offers", "--data", Offers, "--budget", "5", "--out", _folder.At("chosen.csv"));

        result.Parameter("value").ShouldBe(9);
        result.Parameter("provenBest").ShouldBe(1);
        result.Parameter("cost").ShouldBeLessThanOrEqualTo(5);
        _folder.Lines("chosen.csv").Skip(1).Sum(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture)).ShouldBe(9);
    }

    [Fact]
    public async Task An_owner_makes_no_more_offers_than_its_capacity()
    {
        var result = await _folder.MineAsync("search", "offers", "--data", Offers, "--capacity", "1", "--out", _folder.At("chosen.csv"));

        result.Parameter("value").ShouldBe(10);             // B's call by Ann, C's mail by Bob
        _folder.Lines("chosen.csv").Skip(1).ShouldBe(["B,call,7,5", "C,mail,3,1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Columns_without_a_say_are_left_out()
    {
        var random = new Random(9);
        var data = _folder.Write("columns.csv", "a,b,c,d,e,kind,y\n" + string.Concat(Enumerable.Range(0, 400).Select(_ =>
        {
            var x = Enumerable.Range(0, 5).Select(_ => random.NextDouble()).ToArray();
            var kind = random.Next(3);
            return string.Create(CultureInfo.InvariantCulture, $"{x[0]},{x[1]},{x[2]},{x[3]},{x[4]},{(char)('p' + kind)},{3 * x[1] - 2 * x[3] + kind + 0.1 * random.NextDouble()}\n");
        })));

        var result = await _folder.MineAsync("search", "features", "--data", data, "--label", "y", "--price", "0.002", "--out", _folder.At("kept.csv"));

        result.GetProperty("top").EnumerateArray().Select(column => column.GetString()).ShouldBe(["b", "d", "kind"]);
        _folder.Lines("kept.csv").ShouldContain("kind,1");
        result.Quality("loss").ShouldBeLessThan(0.05);
    }

    [Theory]
    [InlineData("customer,offer,value\nA,x,1\n", "--budget", "3")]
    [InlineData("customer,offer,value\nA,x,1\n", "--capacity", "3")]
    [InlineData("customer,offer,value,owner\nA,x,1,Ann\nA,y,1,Bob\n", "--capacity", "3")]
    [InlineData("customer,offer,value\nA,x,much\n", "--nodes", "3")]
    [InlineData("customer,offer\nA,x\n", "--nodes", "3")]
    [InlineData("customer,offer,value,cost\nA,x,1,-2\n", "--budget", "3")]
    public async Task Offers_that_do_not_fit_fail(string text, params string[] flags) =>
        (await MineFolder.RunAsync(["search", "offers", "--data", _folder.Write("bad.csv", text), .. flags])).ShouldBe(ExitCode.Failed);
}
