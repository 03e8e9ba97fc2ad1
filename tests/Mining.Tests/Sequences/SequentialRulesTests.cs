using System.Text;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Sequences;

public sealed class SequentialRulesTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Measures_follow_their_definitions()
    {
        // 1 then 2 in three of the four sequences with 1; 2 in four of five.
        var data = Read("1 -1 2 -1 -2\n1 -1 3 -1 2 -1 -2\n1 -1 2 -1 -2\n2 -1 1 -1 -2\n3 -1 -2\n");

        var rule = Rules(data, new SequentialRuleOptions()).Single(rule => rule.Antecedent.SequenceEqual([1, -1]));

        rule.Consequent.ShouldBe([2, -1]);
        (rule.Support, rule.AntecedentSupport, rule.ConsequentSupport, rule.SequenceCount).ShouldBe((3, 4, 4, 5));
        rule.Confidence.ShouldBe(0.75);
        rule.Lift.ShouldBe(0.75 / 0.8, 1e-12);
        rule.RelativeSupport.ShouldBe(0.6);
    }

    [Fact]
    public void A_pattern_is_cut_between_its_elements_as_far_as_asked_for()
    {
        var data = Read("1 2 -1 3 -1 4 5 -1 -2\n1 2 -1 3 -1 4 5 -1 -2\n");

        var rules = Rules(data, new SequentialRuleOptions { MaxConsequentElements = 2 });

        rules.ShouldContain(rule => rule.Antecedent.SequenceEqual(new[] { 1, 2, -1, 3, -1 }) && rule.Consequent.SequenceEqual(new[] { 4, 5, -1 }));
        rules.ShouldContain(rule => rule.Antecedent.SequenceEqual(new[] { 1, 2, -1 }) && rule.Consequent.SequenceEqual(new[] { 3, -1, 4, 5, -1 }));
        rules.ShouldAllBe(rule => rule.Confidence == 1);
    }

    [Fact]
    public void Every_rule_agrees_with_a_count_of_its_sides()
    {
        var data = NaivePatterns.Random(60, 4, seed: 2);
        var counted = NaivePatterns.Frequent(data, new SequencePatternOptions(), longest: 4);

        var rules = SequentialRules.Mine(
            PrefixSpan.Mine(data, new SequencePatternOptions { MinSupport = 4, MaxLength = 4 }, s_run),
            new SequentialRuleOptions { MinConfidence = 0, MaxConsequentElements = 3 }, s_run);

        rules.Count.ShouldBe(counted.Where(pair => pair.Value >= 4).Sum(pair => NaivePatterns.Parse(pair.Key).Length - 1));
        foreach (var rule in rules)
        {
            rule.Support.ShouldBe(counted[string.Join(' ', rule.Antecedent.Concat(rule.Consequent))]);
            rule.AntecedentSupport.ShouldBe(counted[string.Join(' ', rule.Antecedent)]);
            rule.ConsequentSupport.ShouldBe(counted[string.Join(' ', rule.Consequent)]);
        }
    }

    [Fact]
    public void Closed_patterns_alone_are_refused()
    {
        var data = Read("1 -1 2 -1 -2\n1 -1 2 -1 -2\n");
        var closed = PrefixSpan.Mine(data, new SequencePatternOptions { Kind = SequencePatternKind.Closed }, s_run);

        Should.Throw<ArgumentException>(() => SequentialRules.Mine(closed, new SequentialRuleOptions(), s_run)).Message.ShouldContain("all frequent patterns");
    }

    static IReadOnlyList<SequentialRule> Rules(SequenceDatabase data, SequentialRuleOptions options) =>
        SequentialRules.Mine(PrefixSpan.Mine(data, new SequencePatternOptions { MinSupport = 2 }, s_run), options, s_run);

    static SequenceDatabase Read(string text) => SpmfReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
