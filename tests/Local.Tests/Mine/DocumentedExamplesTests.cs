using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>Every command that docs/mine.md shows in its table of verbs runs as it stands there, on small files of those names.</summary>
public sealed partial class DocumentedExamplesTests : IDisposable
{
    static readonly string s_page = string.Join('\n', Lines("mine.md"));

    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static IEnumerable<string> Shown => Row().Matches(s_page).Select(row => row.Groups[1].Value);

    public static TheoryData<string> Commands => [.. Shown];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_example_of_a_verb_runs(string command)
    {
        WriteFiles();
        if (command.Contains("--model churn", StringComparison.Ordinal)) await _folder.MineAsync("train", "--data", _folder.At("bank.csv"), "--label", "y", "--trees", "5", "--model", _folder.At("churn"));

        (await MineFolder.RunAsync([.. Words(command).Skip(1).Select(Placed)])).ShouldBe(ExitCode.Done);
    }

    [Fact]
    public void Every_verb_has_an_example()
    {
        var shown = Shown.Select(command => command.Split(' ')[1]).Distinct().Order();

        shown.ShouldBe(MineVerb.Describe().Subcommands.Select(verb => verb.Name).Order());
    }

    [Fact]
    public void Every_method_has_a_verb()
    {
        var verbs = MineVerb.Describe().Subcommands.Select(verb => verb.Name).ToList();

        foreach (var row in Lines("methods.md").Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2))
            Verb().Matches(row.Split('|')[^2]).Select(verb => verb.Groups[1].Value).Where(verbs.Contains).ShouldNotBeEmpty(row);
    }

    // A word that names a file, or the model, lies in the folder of this test.
    string Placed(string word) => word.EndsWith(".csv", StringComparison.Ordinal) || word.EndsWith(".txt", StringComparison.Ordinal) || word.EndsWith(".yaml", StringComparison.Ordinal) || word == "churn" ? _folder.At(word) : word;

    static IEnumerable<string> Words(string command) => Word().Matches(command).Select(word => word.Value.Trim('"'));

    void WriteFiles()
    {
        var random = new Random(4);
        Table("bank.csv", "age,duration,job,y", 300, row => $"{20 + row % 40},{random.Next(500)},{(row % 3 == 0 ? "student" : "clerk")},{((row % 40 > 20) ^ (random.Next(9) == 0) ? "yes" : "no")}");
        Table("new.csv", "age,duration,job", 50, row => $"{20 + row % 50},{random.Next(500)},{(row % 4 == 0 ? "pilot" : "clerk")}");
        Table("customers.csv", "recency,orders", 240, row => $"{row % 3 * 60 + random.Next(20)},{row % 3 * 4 + random.Next(3)}");
        Table("baskets.csv", "bread,butter", 300, row => string.Join(',', new[] { "bread", "milk", "butter", "beer" }.Where((_, item) => (row + item * item) % 4 < 3)));
        Table("histories.csv", "customer,date,item", 600, row => $"C{row % 60},2024-{1 + row / 60:00}-{1 + row % 27:00},item{(row * 7 + row / 60) % 20}");
        _folder.Write("left.txt", string.Concat(Enumerable.Range(0, 20).Select(customer => $"C{customer}\n")));
        Table("purchases.csv", "customer,date,amount", 600, row => $"C{row % 100},{new DateOnly(1997, 1, 1).AddDays(random.Next(330)):yyyy-MM-dd},{random.Next(5, 50)}");
        Table("contracts.csv", "months,ended,price", 200, row => $"{1 + random.Next(24) / (1 + row % 3)},{(row % 4 == 0 ? "no" : "yes")},{row % 3}");
        Table("trial.csv", "age,mailed,bought", 600, row => $"{random.Next(20, 70)},{row % 2},{(random.Next(10) < (row % 2 == 0 ? 3 : 5) ? 1 : 0)}");
        Table("offers.csv", "customer,owner,offer,value,cost", 40, row => $"C{row / 2},{(row % 4 < 2 ? "Ann" : "Bob")},{(row % 2 == 0 ? "call" : "voucher")},{50 + random.Next(50)},{5 + random.Next(5)}");
        Table("scores.csv", "p,bought", 300, row => string.Create(CultureInfo.InvariantCulture, $"{row % 100 / 100.0},{(random.Next(100) < row % 100 ? 1 : 0)}"));
        Table("january.csv", "age,job", 200, row => $"{random.Next(20, 60)},{(row % 2 == 0 ? "clerk" : "pilot")}");
        Table("june.csv", "age,job", 200, row => $"{random.Next(30, 70)},{(row % 3 == 0 ? "clerk" : "pilot")}");
        _folder.Write("risk.yaml", Rules().Match(s_page).Groups[1].Value);
    }

    void Table(string name, string header, int count, Func<int, string> row)
    {
        var text = new StringBuilder(header).Append('\n');
        for (var line = 0; line < count; line++) text.Append(row(line)).Append('\n');
        _folder.Write(name, text.ToString());
    }

    static string[] Lines(string page) => File.ReadAllLines(Path.Combine(Root(AppContext.BaseDirectory), "docs", page));

    static string Root(string folder) => File.Exists(Path.Combine(folder, "CrmInsights.sln")) ? folder : Root(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);

    [GeneratedRegex(@"^\| `[^|]+\|[^|]+\| `(mine [^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`mine ([a-z]+)")]
    private static partial Regex Verb();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Rules();
}
