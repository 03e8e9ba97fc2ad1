using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>Files that hold nothing, too little or the wrong thing: refused, or answered as docs/mine.md says, but never by a stack trace.</summary>
public sealed class BadInputTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("missing.csv", "a,b\n1,2\n3,NaN\n5,6\n")]
    [InlineData("infinite.csv", "a,b\n1,2\n3,1e999\n5,6\n")]
    [InlineData("text.csv", "a,b\n1,2\n3,inf\n5,6\n")]
    [InlineData("header.csv", "a,b\n")]
    [InlineData("short.csv", "a,b\n1,2\n3\n")]
    [InlineData("quote.csv", "a,b\n1,2\n3,\"4\n")]
    [InlineData("nothing.csv", "")]
    [InlineData("fewer-rows-than-clusters.csv", "a,b\n1,2\n")]
    public Task Clusters_refuse(string name, string text) => Refuses(name, text, "clusters", "--k", "2");

    [Theory]
    [InlineData("letters.dat", "1 2 3\n4 5 x\n", "itemsets")]
    [InlineData("minus.dat", "1 2 3\n4 -5\n", "rules")]
    [InlineData("high.dat", "1 2 3\n4 99999999999999999999\n", "itemsets")]
    [InlineData("cut.txt", "1 -1 2 3 -1 -2\n1 -1 2", "sequences")]
    [InlineData("letters.txt", "1 -1 2 x -1 -2\n", "sequences")]
    [InlineData("back.txt", "<2> 1 -1 <1> 2 -1 -2\n", "sequences")]
    [InlineData("date.csv", "customer,date,amount\n1,1997-01-01,3\n1,1997-99-01,3\n", "lifetime")]
    [InlineData("amount.csv", "customer,date,amount\n1,1997-01-01,nan\n", "lifetime")]
    [InlineData("header.csv", "customer,date,amount\n", "lifetime")]
    [InlineData("nothing.csv", "", "lifetime")]
    public Task Patterns_and_lifetime_refuse(string name, string text, string verb) =>
        Refuses(name, text, verb, verb is "itemsets" or "rules" ? ["--format", "fimi"] : []);

    [Theory]
    [InlineData("itemsets")]
    [InlineData("rules")]
    [InlineData("sequences")]
    public async Task An_empty_file_holds_no_patterns(string verb) =>
        (await _folder.MineAsync(verb, "--data", _folder.Write("nothing.dat", ""))).Count().ShouldBe(0);

    [Fact]
    public async Task A_repeated_item_counts_once()
    {
        var result = await _folder.MineAsync("itemsets", "--data", _folder.Write("repeats.dat", "1 1 2\n2 2 1\n1 2\n"), "--support", "1");

        result.Count().ShouldBe(3);
    }

    [Fact]
    public async Task Equal_rows_are_one_cluster_and_an_empty_one()
    {
        var result = await _folder.MineAsync("clusters", "--data", _folder.Write("equal.csv", "a,b\n1,2\n1,2\n1,2\n"), "--k", "2");

        result.GetProperty("top").EnumerateArray().Select(cluster => cluster.GetProperty("rows").GetInt32()).ShouldBe([3, 0]);
        result.TryGetProperty("quality", out _).ShouldBeFalse();
    }

    async Task Refuses(string name, string text, string verb, params string[] flags) =>
        (await MineFolder.RunAsync([verb, "--data", _folder.Write(name, text), .. flags])).ShouldBe(ExitCode.Failed);
}
