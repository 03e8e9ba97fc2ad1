using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Inference;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine fuzzy`: figures by hand, and files of rules that are wrong in every way are refused with their line.</summary>
public sealed class FuzzyTests : IDisposable
{
    // The output's sets are blocks, whose centroids are 25 and 75.
    const string Mamdani = """
        method: mamdani
        inputs:
          recency:
            fresh: falling 30 90
            old: rising 30 90
          orders:
            few: triangle -inf 1 5
        output:
          name: risk
          range: 0 100
          sets:
            low: trapezoid 0 0 50 50
            high: trapezoid 50 50 100 100
        rules:
          - if recency is fresh then risk is low
          - if recency is old and orders is few then risk is high
          - if recency is old and not orders is few then risk is high weight 0.5
        """;

    const string Sugeno = """
        method: sugeno
        inputs:
          recency:
            fresh: falling 30 90
            old: rising 30 90
          "order count":
        output:
          name: risk
        rules:
          - if recency is fresh then risk = 10 - 2 * "order count"
          - if (recency is old or recency is fresh) and recency is not fresh then risk = 0.5 * recency + 20 weight 0.5
        """;

    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<double?[][]> InferAsync(string rules, string data)
    {
        await _folder.MineAsync("fuzzy", "--rules", _folder.Write("rules.yaml", rules), "--data", _folder.Write("data.csv", data), "--out", _folder.At("rows.csv"));
        return [.. _folder.Lines("rows.csv").Skip(1).Select(line => Array.ConvertAll(line.Split(',')[1..], field => field.Length == 0 ? (double?)null : double.Parse(field, CultureInfo.InvariantCulture)))];
    }

    [Fact]
    public async Task Mamdani_gives_the_centroid_of_the_cut_sets_and_the_degree_of_every_rule()
    {
        var rows = await InferAsync(Mamdani, "orders,recency\n1,60\n3,75\n9,30\n9,90\n");

        _folder.Lines("rows.csv")[0].ShouldBe("row,risk,rule 1,rule 2,rule 3");
        // (25 low + 75 high) / (low + high), high the greater of the last two; a cut in 1,000 misses a step by up to 0.05.
        rows[0][1..].ShouldBe([0.5, 0.5, 0]);
        rows[0][0]!.Value.ShouldBe(50, 0.05);
        rows[1][1..].ShouldBe([0.25, 0.5, 0.25]);
        rows[1][0]!.Value.ShouldBe((25 * 0.25 + 75 * 0.5) / 0.75, 0.05);
        rows[2][1..].ShouldBe([1, 0, 0]);
        rows[2][0]!.Value.ShouldBe(25, 0.05);
        rows[3][1..].ShouldBe([0, 0, 0.5]);
        rows[3][0]!.Value.ShouldBe(75, 0.05);
    }

    [Fact]
    public async Task Sugeno_gives_the_mean_of_the_formulas_by_degree()
    {
        var rows = await InferAsync(Sugeno, "recency,order count\n60,3\n75,1\n30,4\n");

        // Rule 1 says 10 - 2 orders at its degree; rule 2 recency / 2 + 20 at half of what is not fresh.
        rows.Select(row => row[1..]).ShouldBe([[0.5, 0.25], [0.25, 0.375], [1, 0]]);
        rows[0][0]!.Value.ShouldBe((0.5 * 4 + 0.25 * 50) / 0.75, 1e-12);
        rows[1][0]!.Value.ShouldBe((0.25 * 8 + 0.375 * 57.5) / 0.625, 1e-12);
        rows[2][0]!.Value.ShouldBe(2, 1e-12);
    }

    [Fact]
    public async Task A_row_of_which_no_rule_holds_has_no_answer()
    {
        var rows = await InferAsync(Mamdani.Replace("falling 30 90", "triangle 0 10 20", StringComparison.Ordinal).Replace("rising 30 90", "triangle 60 70 80", StringComparison.Ordinal), "recency,orders\n40,1\n,1\n10,1\n");

        rows.Select(row => row[0] is null).ShouldBe([true, true, false]);
    }

    [Fact]
    public async Task The_summary_says_how_many_rows_each_rule_holds_in()
    {
        await InferAsync(Mamdani, "recency,orders\n60,1\n90,1\n20,1\n");

        var result = await _folder.MineAsync("fuzzy", "--rules", _folder.At("rules.yaml"), "--data", _folder.At("data.csv"));

        var first = result.GetProperty("top")[0];
        first.GetProperty("rule").GetString().ShouldBe("if recency is fresh then risk is low");
        first.GetProperty("line").GetInt32().ShouldBe(15);
        first.GetProperty("rows").GetInt32().ShouldBe(2);
        first.GetProperty("meanDegree").GetDouble().ShouldBe(0.5, 1e-12);
    }

    [Theory]
    [InlineData("method: mamdani", "method: guess", 1, "mamdani or sugeno")]
    [InlineData("method: mamdani", "methods: mamdani", 1, "methods")]
    [InlineData("method: mamdani\n", "", 1, "method")]
    [InlineData("falling 30 90", "falling 30", 4, "falling from to")]
    [InlineData("falling 30 90", "falling 90 30", 4, "rising ones")]
    [InlineData("falling 30 90", "slope 30 90", 4, "triangle")]
    [InlineData("falling 30 90", "falling 30 soon", 4, "soon")]
    [InlineData("falling 30 90", "gaussian 30 0", 4, "width")]
    [InlineData("fresh: falling 30 90", "fresh:", 4, "empty")]
    [InlineData("fresh: falling 30 90", "old: falling 30 90", 5, "old")]
    [InlineData("range: 0 100", "range: 100 0", 10, "least")]
    [InlineData("range: 0 100", "range: 0 inf", 10, "least")]
    [InlineData("range: 0 100", "span: 0 100", 10, "span")]
    [InlineData("range: 0 100", "range: 0 100\n  steps: 0", 11, "steps")]
    [InlineData("if recency is fresh then", "if recency is stale then", 15, "fresh, old")]
    [InlineData("if recency is fresh then", "if age is fresh then", 15, "recency, orders")]
    [InlineData("if recency is fresh then", "when recency is fresh then", 15, "\"if\"")]
    [InlineData("if recency is fresh then", "if (recency is fresh then", 15, "\")\"")]
    [InlineData("if recency is fresh then", "if recency fresh then", 15, "\"is\"")]
    [InlineData("if recency is fresh then", "if recency is", 15, "risk")]
    [InlineData("then risk is low", "then risk is middling", 15, "low, high")]
    [InlineData("then risk is low", "then churn is low", 15, "risk")]
    [InlineData("then risk is low", "then risk = 5", 15, "\"is\"")]
    [InlineData("then risk is low", "then risk is", 15, "ends")]
    [InlineData("then risk is low", "then risk is low low", 15, "end of the rule")]
    [InlineData("weight 0.5", "weight 2", 17, "0 to 1")]
    [InlineData("weight 0.5", "weight", 17, "0 to 1")]
    [InlineData("inputs:", "inputs: [", 0, "line")]
    [InlineData("if recency is fresh then risk is low", "[1, 2]", 15, "a list")]
    public void A_mistake_is_refused_with_its_line(string right, string wrong, int line, string said) =>
        Refusal(Mamdani.Replace(right, wrong, StringComparison.Ordinal)).ShouldSatisfyAllConditions(
            message => message.ShouldContain(line == 0 ? "line " : $"line {line}:"),
            message => message.ShouldContain(said));

    [Theory]
    [InlineData("10 - 2 * \"order count\"", "10 - 2 * visits", "recency, order count")]
    [InlineData("10 - 2 * \"order count\"", "low", "recency, order count")]
    [InlineData("10 - 2 * \"order count\"", "10 -", "ends")]
    [InlineData("10 - 2 * \"order count\"", "10 - 2 * \"order count", "open")]
    [InlineData("10 - 2 * \"order count\"", "1e999", "1e999")]
    public void A_mistake_in_a_formula_is_refused(string right, string wrong, string said) =>
        Refusal(Sugeno.Replace(right, wrong, StringComparison.Ordinal)).ShouldSatisfyAllConditions(message => message.ShouldContain("line 10"), message => message.ShouldContain(said));

    [Fact]
    public void Files_that_are_no_rules_are_refused()
    {
        foreach (var text in new[] { "", "just words", "- a\n- b\n", "method: mamdani\n---\nmethod: sugeno\n", "method: &a [*a]\n", new string('[', 200_000), Mamdani[..(Mamdani.IndexOf("rules:", StringComparison.Ordinal) + 6)] + " []", Mamdani + new string('\n', 1 << 20) })
            Refusal(text).ShouldNotBeNullOrWhiteSpace();
        Refusal(Mamdani.Replace("if recency is fresh", "if " + string.Concat(Enumerable.Repeat("not ", 200_000)) + "recency is fresh", StringComparison.Ordinal)).ShouldContain("line 15");
    }

    [Theory]
    [InlineData("recency\n60\n")]
    [InlineData("recency,orders\n60,many\n")]
    public async Task A_table_that_does_not_fit_fails(string data) =>
        (await MineFolder.RunAsync("fuzzy", "--rules", _folder.Write("rules.yaml", Mamdani), "--data", _folder.Write("data.csv", data))).ShouldBe(ExitCode.Failed);

    [Fact]
    public async Task A_wrong_file_of_rules_fails() =>
        (await MineFolder.RunAsync("fuzzy", "--rules", _folder.Write("rules.yaml", "method: guess\n"), "--data", _folder.Write("data.csv", "recency,orders\n60,1\n"))).ShouldBe(ExitCode.Failed);

    static string Refusal(string text) => Should.Throw<InvalidDataException>(() => RuleFile.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)))).Message;
}
