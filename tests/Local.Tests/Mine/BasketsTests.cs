using System.CommandLine;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine itemsets` and `mine rules` on baskets in partitions, with groups and with too many itemsets.</summary>
public sealed class BasketsTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("itemsets", "--kind", "frequent")]
    [InlineData("itemsets", "--kind", "closed")]
    [InlineData("itemsets", "--kind", "maximal")]
    [InlineData("rules", "--confidence", "0.2")]
    public async Task Partitions_write_what_one_pass_writes(string verb, params string[] flags)
    {
        var data = ManyBaskets();
        var whole = await _folder.MineAsync([verb, "--data", data, "--support", "0.02", "--out", _folder.At("whole.csv"), .. flags]);
        var parts = await _folder.MineAsync([verb, "--data", data, "--support", "0.02", "--out", _folder.At("parts.csv"), "--partitions", "4", .. flags]);

        _folder.Lines("parts.csv").ShouldBe(_folder.Lines("whole.csv"));
        foreach (var key in (string[])["rows", "columns", "count", "longest"]) parts.GetProperty(key).GetInt32().ShouldBe(whole.GetProperty(key).GetInt32());
        parts.GetProperty("count").GetInt32().ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task Itemsets_and_rules_name_groups(string partitions)
    {
        var (data, groups) = (_folder.Write("baskets.csv", "lager,crisps\nale,crisps\nstout,nuts\ncrisps\n"), _folder.Write("groups.csv", "item,group\nlager,beer\nale,beer\nstout,beer\n"));
        string[] flags = ["--data", data, "--hierarchy", groups, "--partitions", partitions, "--support", "0.5", "--out", _folder.At("found.csv")];

        await _folder.MineAsync(["itemsets", .. flags]);
        _folder.Lines("found.csv").ShouldBe(["support,items", "3,crisps", "3,beer", "2,\"crisps,beer\""], ignoreOrder: true);
        await _folder.MineAsync(["itemsets", "--kind", "maximal", .. flags]);
        _folder.Lines("found.csv").ShouldBe(["support,items", "2,\"crisps,beer\""]);
        await _folder.MineAsync(["rules", .. flags]);
        _folder.Lines("found.csv").Skip(1).Select(line => line[..11]).ShouldBe(["beer,crisps", "crisps,beer"], ignoreOrder: true);
    }

    // 40 items that are always together have 2^40 - 1 frequent itemsets and one that is closed.
    [Fact]
    public async Task Too_many_itemsets_end_with_the_flags_that_help()
    {
        var data = _folder.Write("dense.dat", string.Concat(Enumerable.Repeat(string.Join(' ', Enumerable.Range(1, 40)) + "\n", 5)));

        (await ErrorOf("itemsets", "--data", data)).ShouldContain("--kind closed");
        (await ErrorOf("rules", "--data", data)).ShouldContain("--longest");
        (await _folder.MineAsync("itemsets", "--data", data, "--kind", "closed")).Count().ShouldBe(1);
        (await _folder.MineAsync("rules", "--data", data, "--longest", "2")).Count().ShouldBe(40 * 39);
    }

    [Theory]
    [InlineData("--partitions", "0")]
    [InlineData("--partitions", "x")]
    [InlineData("--longest", "-1")]
    public async Task Flags_out_of_range_are_wrong_use(string flag, string value) =>
        (await MineFolder.RunAsync("itemsets", "--data", _folder.Write("a.dat", "1 2\n"), flag, value)).ShouldBe(ExitCode.WrongUse);

    [Fact]
    public async Task What_cannot_be_done_is_refused_by_its_name()
    {
        var table = _folder.Write("lines.csv", "order,item\n1,a\n1,b\n");
        (await ErrorOf("itemsets", "--data", table, "--basket", "order", "--partitions", "2")).ShouldContain("--partitions");
        (await ErrorOf("itemsets", "--data", table, "--hierarchy", _folder.Write("groups.csv", "item,group\na,b\n"), "--kind", "closed", "--longest", "2")).ShouldContain("--longest");
        (await ErrorOf("itemsets", "--data", _folder.At("nowhere.dat"), "--partitions", "2")).ShouldContain("nowhere.dat");
        (await ErrorOf("itemsets", "--data", _folder.Write("bad.dat", "1 2\n1 x\n"), "--partitions", "2")).ShouldStartWith("bad.dat: Baskets, line 2");
    }

    /// <summary>Two megabytes, which the reader takes in four blocks.</summary>
    string ManyBaskets()
    {
        var random = new Random(3);
        return _folder.Write("many.csv", string.Concat(Enumerable.Range(0, 40_000).Select(_ => string.Join(',', Enumerable.Range(0, random.Next(10)).Select(_ => $"article {random.Next(1 + random.Next(40))}")) + "\n")));
    }

    static async Task<string> ErrorOf(params string[] arguments) => (await Should.ThrowAsync<CommandFailedException>(() =>
        CommandLine.Describe().Parse(["mine", .. arguments]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }))).Message;
}
