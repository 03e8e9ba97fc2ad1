using System.Globalization;
using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Sequences;

/// <summary>Patterns and rules of SPMF (Spmf/Patterns.java), tests of paths by scipy and statsmodels (Scipy/make.py).</summary>
public sealed class PeerSequenceTests
{
    static readonly RunContext s_run = new();
    static readonly SequencePatternOptions s_options = new() { MinSupport = 6 };

    [Fact]
    public void Frequent_patterns_are_those_of_SPMFs_PrefixSpan() =>
        NaivePatterns.Listed(PrefixSpan.Mine(Data(), s_options, s_run)).ShouldBe(Patterns("frequent"), ignoreOrder: true);

    [Fact]
    public void Closed_patterns_are_those_of_ClaSP() =>
        NaivePatterns.Listed(PrefixSpan.Mine(Data(), s_options with { Kind = SequencePatternKind.Closed }, s_run)).ShouldBe(Patterns("clasp"), ignoreOrder: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Patterns_within_a_gap_are_those_of_CM_SPAM(int gap) =>
        NaivePatterns.Listed(PrefixSpan.Mine(Data(), s_options with { MaxGap = gap }, s_run)).ShouldBe(Patterns($"gap{gap}"), ignoreOrder: true);

    /// <summary>RuleGen writes "antecedent ==> whole pattern" for every part of a pattern; ours are those whose antecedent is the pattern's beginning.</summary>
    [Fact]
    public void Rules_are_those_of_RuleGen_that_begin_a_pattern()
    {
        var rules = SequentialRules.Mine(PrefixSpan.Mine(Data(), s_options, s_run), new SequentialRuleOptions { MinConfidence = 0.5, MaxConsequentElements = 9 }, s_run);

        var expected = RuleGen().Where(rule => rule.Whole.StartsWith(rule.Antecedent, StringComparison.Ordinal)).ToArray();

        expected.Length.ShouldBeGreaterThan(10);
        rules.Select(rule => (Text(rule.Antecedent), Text([.. rule.Antecedent, .. rule.Consequent]), rule.Support)).ShouldBe(
            expected.Select(rule => (rule.Antecedent, rule.Whole, rule.Support)), ignoreOrder: true);
        foreach (var rule in rules) rule.Confidence.ShouldBe(expected.Single(line => (line.Antecedent, line.Whole) == (Text(rule.Antecedent), Text([.. rule.Antecedent, .. rule.Consequent]))).Confidence, 1e-15);
    }

    [Fact]
    public void Tests_of_two_groups_are_those_of_scipy_and_statsmodels()
    {
        var tables = PeerFigures.Of("Sequences", "Scipy")["tables"].Chunk(9).ToArray();
        var fisher = new FisherTest(200);
        var pValues = tables.Select(table => fisher.TwoSided((int)table[0], (int)(table[0] + table[2]), (int)table[1])).ToArray();

        pValues.ShouldBe(tables.Select(table => table[4]), 1e-11);
        BenjaminiHochberg.Adjust(pValues).ShouldBe(tables.Select(table => table[5]), 1e-11);
        foreach (var table in tables.Where(table => table[6] > 0))
        {
            var difference = Difference(table);
            new[] { difference.OddsRatio, difference.OddsRatioInterval.Low, difference.OddsRatioInterval.High }.ShouldBe(table[6..], 1e-9 * table[8]);
        }
    }

    static PathDifference Difference(double[] table) => new()
    {
        Pattern = [1, -1],
        MarkedSupport = (int)table[0],
        MarkedCount = (int)table[1],
        OtherSupport = (int)table[2],
        OtherCount = (int)table[3],
        PValue = 1,
        AdjustedPValue = 1,
    };

    static IEnumerable<(string Antecedent, string Whole, int Support, double Confidence)> RuleGen() =>
        from line in File.ReadLines(PathOf("rules"))
        let parts = line.Split(["==>", "#SUP:", "#CONF:"], StringSplitOptions.None)
        select (Braced(parts[0]), Braced(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture), double.Parse(parts[3], CultureInfo.InvariantCulture));

    static Dictionary<string, int> Patterns(string name) => File.ReadLines(PathOf(name)).Select(line => line.Split("#SUP:"))
        .ToDictionary(parts => parts[0].Trim(), parts => int.Parse(parts[1], CultureInfo.InvariantCulture));

    static SequenceDatabase Data()
    {
        using var stream = File.OpenRead(PathOf("data"));
        return SpmfReader.Read(stream);
    }

    static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Sequences", "Spmf", name + ".txt");

    static string Braced(string text) => string.Join(' ', text.Trim().Split('{', StringSplitOptions.RemoveEmptyEntries).Select(element => $"{element.Trim(' ', '}')} -1"));

    static string Text(int[] codes) => string.Join(' ', codes);
}
