using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Associations;

/// <summary>Rules by mlxtend, tests by scipy, corrected p-values by statsmodels: Mlxtend/make.py.</summary>
public sealed class PeerRulesTests
{
    const int ItemCount = 7;
    const int RuleWidth = 10;
    const double Printed = 1e-11;   // figures have twelve digits

    static readonly RunContext s_run = new();

    [Fact]
    public void Rules_measures_and_tests_are_those_of_mlxtend_scipy_and_statsmodels()
    {
        var figures = PeerFigures.Of("Associations", "Mlxtend");
        var itemsets = FrequentItemsets.Mine(Baskets(figures), new ItemsetOptions { MinSupport = 12 }, s_run);
        var options = new RuleOptions { MinConfidence = 0.3, MaxConsequentLength = ItemCount };

        var rules = AssociationRules.Mine(itemsets, options, s_run).ToDictionary(rule => (Bits(rule.Antecedent), Bits(rule.Consequent)));

        var expected = figures["rules"].Chunk(RuleWidth).ToArray();
        rules.Count.ShouldBe(expected.Length);
        foreach (var line in expected)
        {
            var rule = rules[((int)line[0], (int)line[1])];
            rule.Support.ShouldBe((int)line[2]);
            new[] { rule.RelativeSupport, rule.Confidence, rule.Lift, rule.Leverage, rule.Conviction, rule.PValue, rule.AdjustedPValue }.ShouldBe(line[3..], Printed * 10);
        }
    }

    /// <summary>Below the mode the terms of the upper tail may start too small to be numbers; the tail is nearly 1 all the same.</summary>
    [Fact]
    public void The_exact_test_is_scipys_where_the_sides_hardly_ever_meet()
    {
        foreach (var table in PeerFigures.Of("Associations", "Mlxtend")["tables"].Chunk(5))
            new FisherTest((int)table[0]).PValue((int)table[3], (int)table[1], (int)table[2]).ShouldBe(table[4], 1e-8 * table[4], $"{table[3]} of {table[0]}");
    }

    static Transactions Baskets(PeerFigures figures) => Transactions.From(
        figures["bought"].Chunk(ItemCount).Select(row => Enumerable.Range(0, ItemCount).Where(item => row[item] > 0).ToArray()).ToArray());

    static int Bits(int[] items) => items.Sum(item => 1 << item);
}
