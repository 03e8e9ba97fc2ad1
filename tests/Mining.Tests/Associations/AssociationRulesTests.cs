using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Associations;

public sealed class AssociationRulesTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Measures_follow_their_definitions()
    {
        // 10 baskets: bread 6, butter 5, both 4.
        var rule = Rules(["bread,butter", "bread,butter", "bread,butter", "bread,butter", "bread", "bread", "butter", "x", "x", "x"], confidence: 0.7)
            .Single(rule => rule.Antecedent.Length == 1 && rule.Support == 4);

        rule.Confidence.ShouldBe(4 / 5.0);
        rule.Lift.ShouldBe(4 / 5.0 / 0.6, 1e-12);
        rule.Leverage.ShouldBe(0.4 - 0.5 * 0.6, 1e-12);
        rule.Conviction.ShouldBe((1 - 0.6) / (1 - 0.8), 1e-12);
        rule.RelativeSupport.ShouldBe(0.4);
    }

    /// <summary>Fisher's lady tasting tea: all 4 of 8 cups right has probability 1/70, at least 3 right 17/70 (Fisher 1935).</summary>
    [Theory]
    [InlineData(4, 1.0 / 70)]
    [InlineData(3, 17.0 / 70)]
    [InlineData(0, 1.0)]
    public void The_exact_test_gives_the_lady_tasting_tea(int right, double probability) =>
        new FisherTest(8).PValue(right, 4, 4).ShouldBe(probability, 1e-12);

    /// <summary>The worked example of Benjamini and Hochberg (1995), table 1: four of fifteen tests pass a false discovery rate of 5 %.</summary>
    [Fact]
    public void The_correction_keeps_four_of_benjamini_and_hochbergs_fifteen_tests()
    {
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        var rules = p.Select(value => Rule(value)).ToArray();

        BenjaminiHochberg.Adjust(rules).Count(rule => rule.AdjustedPValue <= 0.05).ShouldBe(4);
    }

    [Fact]
    public void Chance_alone_gives_no_significant_rule()
    {
        var random = new Random(2);
        var transactions = Transactions.From(Enumerable.Range(0, 2_000).Select(_ => Enumerable.Range(0, 20).Where(_ => random.Next(5) == 0).ToArray()).ToArray());
        var itemsets = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 20 }, s_run);

        var rules = AssociationRules.Mine(itemsets, new RuleOptions { MinConfidence = 0, MaxAdjustedPValue = 0.01 }, s_run);

        rules.ShouldBeEmpty();
    }

    [Fact]
    public void Right_sides_of_several_items_are_found_when_asked_for()
    {
        var rules = Rules(["a,b,c", "a,b,c", "a,b,c", "d"], confidence: 1, longest: 2);

        rules.ShouldContain(rule => rule.Antecedent.Length == 1 && rule.Consequent.Length == 2);
        rules.ShouldAllBe(rule => rule.Confidence == 1 && double.IsPositiveInfinity(rule.Conviction));
    }

    [Fact]
    public void An_item_and_its_own_group_make_no_rule()
    {
        // Items 0 beer and 1 wine belong to 2 drinks; 3 diapers stands alone.
        var hierarchy = new ItemHierarchy([2, 2, -1, -1]);
        var extended = hierarchy.Extend(Transactions.From([[0, 3], [1, 3], [0, 3], [3]]));

        var itemsets = hierarchy.WithoutTrivial(FrequentItemsets.Mine(extended, new ItemsetOptions { MinSupport = 2 }, s_run));

        var listed = Enumerable.Range(0, itemsets.Count).Select(itemset => string.Join(' ', itemsets[itemset].ToArray())).ToArray();
        listed.ShouldContain("2 3");
        listed.ShouldNotContain("0 2");
        Should.Throw<ArgumentException>(() => new ItemHierarchy([1, 0])).Message.ShouldContain("own ancestor");
    }

    [Fact]
    public void A_group_hnamedthe_baskets_of_any_of_its_items()
    {
        // Items 0 to 5 belong to 6, 7 and 8; 6 and 7 belong to 9.
        int[] parents = [6, 6, 7, 7, 8, 8, 9, 9, -1, -1];
        var random = new Random(21);
        var baskets = Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, 6).Where(_ => random.Next(3) == 0).ToArray()).ToArray();
        var hierarchy = new ItemHierarchy(parents);
        var found = hierarchy.WithoutTrivial(FrequentItemsets.Mine(hierarchy.Extend(Transactions.From(baskets)), new ItemsetOptions { MinSupport = 5 }, s_run));

        var expected = new HashSet<(string, int)>();
        for (var subset = 1; subset < 1 << parents.Length; subset++)
        {
            var items = Enumerable.Range(0, parents.Length).Where(item => (subset >> item & 1) != 0).ToArray();
            if (items.Any(item => items.Any(other => other != item && IsUnder(item, other)))) continue;
            var support = baskets.Count(basket => items.All(item => basket.Any(bought => IsUnder(bought, item))));
            if (support >= 5) expected.Add((string.Join(' ', items), support));
        }
        Enumerable.Range(0, found.Count).Select(itemset => (string.Join(' ', found[itemset].ToArray()), found.SupportOf(itemset))).ToHashSet().SetEquals(expected).ShouldBeTrue();

        bool IsUnder(int item, int group) => item == group || (parents[item] >= 0 && IsUnder(parents[item], group));
    }

    // Srikant and Agrawal (1995), "Mining generalized association rules", VLDB, figure 2: six transactions, two trees, support 30 %, confidence 60 %.
    // Clothes 0 (outerwear 1 (jacket 2, ski pants 3), shirts 4), footwear 5 (shoes 6, hiking boots 7).
    [Fact]
    public void Jackets_and_hiking_boots_give_the_published_rules()
    {
        var hierarchy = new ItemHierarchy([-1, 0, 1, 1, 0, -1, 5, 5]);
        var transactions = hierarchy.Extend(Transactions.From([[4], [2, 7], [3, 7], [6], [6], [2]]));

        var itemsets = hierarchy.WithoutTrivial(FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 2 }, s_run));
        var rules = AssociationRules.Mine(itemsets, new RuleOptions { MinConfidence = 0.6 }, s_run);

        Enumerable.Range(0, itemsets.Count).Select(itemset => (string.Join(' ', itemsets[itemset].ToArray()), itemsets.SupportOf(itemset))).ShouldBe(
            [("2", 2), ("1", 3), ("0", 4), ("6", 2), ("7", 2), ("5", 4), ("1 7", 2), ("0 7", 2), ("1 5", 2), ("0 5", 2)], ignoreOrder: true);
        rules.Select(rule => (rule.Antecedent[0], rule.Consequent[0], Math.Round(100 * rule.Confidence))).ShouldBe([(1, 7, 67), (1, 5, 67), (7, 1, 100), (7, 0, 100)], ignoreOrder: true);
    }

    /// <summary>Every way to cut every subset in two, counted basket by basket.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(40, 5)]
    [InlineData(300, 6)]
    public void Rules_are_all_cuts_of_all_subsets_that_pass(int rowCount, int itemCount)
    {
        var random = new Random(rowCount);
        var baskets = Enumerable.Range(0, rowCount).Select(_ => Enumerable.Range(0, itemCount).Where(item => random.Next(2 + item / 2) == 0).ToArray()).ToArray();
        var least = Math.Max(1, rowCount / 20);
        int Count(int bits) => baskets.Count(basket => Enumerable.Range(0, itemCount).All(item => (bits >> item & 1) == 0 || basket.Contains(item)));
        var expected = new HashSet<(int, int, int, int, int)>();
        for (var left = 1; left < 1 << itemCount; left++)
            for (var right = 1; right < 1 << itemCount; right++)
                if ((left & right) == 0 && Count(left | right) >= least && Count(left | right) >= 0.4 * Count(left))
                    expected.Add((left, right, Count(left | right), Count(left), Count(right)));

        var found = AssociationRules.Mine(FrequentItemsets.Mine(Transactions.From(baskets), new ItemsetOptions { MinSupport = least }, s_run),
            new RuleOptions { MinConfidence = 0.4, MaxConsequentLength = itemCount }, s_run);

        found.Select(rule => (Bits(rule.Antecedent), Bits(rule.Consequent), rule.Support, rule.AntecedentSupport, rule.ConsequentSupport)).ToHashSet().SetEquals(expected).ShouldBeTrue();
        static int Bits(int[] items) => items.Sum(item => 1 << item);
    }

    [Fact]
    public void Neither_the_order_of_baskets_nor_names_nor_repeats_in_a_basket_change_a_rule()
    {
        var random = new Random(31);
        var baskets = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 6).Where(_ => random.Next(3) == 0).ToArray()).ToArray();
        int[] names = [5, 3, 0, 4, 1, 2];
        var changed = baskets.Select(basket => basket.Concat(basket).Select(item => names[item]).ToArray()).Reverse().ToArray();
        var options = new RuleOptions { MinConfidence = 0.2, MaxConsequentLength = 2 };
        string Named(int[] items, int[] named) => string.Join(' ', items.Select(item => named[item]).Order());
        string[] Listed(int[][] rows, int[] named) => [.. AssociationRules.Mine(FrequentItemsets.Mine(Transactions.From(rows), new ItemsetOptions { MinSupport = 5 }, s_run), options, s_run)
            .Select(rule => $"{Named(rule.Antecedent, named)} => {Named(rule.Consequent, named)}: {rule.Lift} {rule.Leverage} {rule.PValue} {rule.AdjustedPValue}").Order()];

        var straight = Listed(baskets, names);

        straight.Length.ShouldBeGreaterThan(20);
        Listed(changed, [0, 1, 2, 3, 4, 5]).ShouldBe(straight);
    }

    /// <summary>Lift, leverage and the test see no direction; confidence and conviction do.</summary>
    [Fact]
    public void A_rule_and_its_converse_share_lift_leverage_and_p()
    {
        var rules = Rules(["a,b", "a,b", "a,b,c", "a", "c", "b,c", "a,c", "d"], confidence: 0).ToDictionary(rule => (string.Join(' ', rule.Antecedent), string.Join(' ', rule.Consequent)));

        foreach (var ((left, right), rule) in rules.Where(pair => !pair.Key.Item1.Contains(' ')))
        {
            var converse = rules[(right, left)];
            rule.Lift.ShouldBe(converse.Lift, 1e-14);
            rule.Leverage.ShouldBe(converse.Leverage, 1e-15);
            rule.PValue.ShouldBe(converse.PValue, 1e-14);
        }
    }

    /// <summary>The definition: the least of p times m over the rank, over all that are not smaller.</summary>
    [Fact]
    public void The_correction_agrees_with_its_definition()
    {
        var random = new Random(8);
        var p = Enumerable.Range(0, 60).Select(_ => Math.Round(random.NextDouble() * random.NextDouble(), 2)).ToArray();
        var rising = p.Order().ToArray();
        var adjusted = BenjaminiHochberg.Adjust(p);
        for (var test = 0; test < p.Length; test++)
            adjusted[test].ShouldBe(Enumerable.Range(0, 60).Where(rank => rising[rank] >= p[test]).Min(rank => Math.Min(1, rising[rank] * 60 / (rank + 1))), 1e-12);
    }

    [Theory]
    [InlineData(12, 5, 7)]
    [InlineData(30, 11, 4)]
    public void The_exact_test_adds_up_the_tables_that_are_at_least_namedjoint(int total, int left, int right)
    {
        static double Choose(int n, int k) => k < 0 || k > n ? 0 : Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);
        for (var joint = Math.Max(0, left + right - total); joint <= Math.Min(left, right); joint++)
        {
            var expected = Enumerable.Range(joint, total).Sum(more => Choose(left, more) * Choose(total - left, right - more)) / Choose(total, right);
            new FisherTest(total).PValue(joint, left, right).ShouldBe(Math.Min(1, expected), 1e-12);
        }
    }

    // Rule counts with one item on the right and at least one on the left: Hahsler, Hornik, Reutterer (2006) and the arules manual.
    [SharedDataFact]
    public void Groceries_give_the_published_rules()
    {
        using var stream = File.OpenRead(SharedData.PathOf("groceries/groceries.csv"));
        var transactions = BasketReader.Read(stream);

        Count(transactions, 0.001m, 0.5).ShouldBe(5668);
        Count(transactions, 0.001m, 0.8).ShouldBe(410);
        Count(transactions, 0.006m, 0.25).ShouldBe(463);
        Count(transactions, 0.005m, 0.5).ShouldBe(120);
        Count(transactions, 0.01m, 0.5).ShouldBe(15);
        var top = RulesOf(transactions, 0.001m, 0.5)[0];
        top.Lift.ShouldBe(18.99565, 5e-6);
        top.Antecedent.Select(transactions.NameOf).ShouldBe(["Instant food products", "soda"], ignoreOrder: true);
        top.Consequent.Select(transactions.NameOf).ShouldBe(["hamburger meat"]);
    }

    static int Count(Transactions transactions, decimal support, double confidence) => RulesOf(transactions, support, confidence).Count;

    static IReadOnlyList<AssociationRule> RulesOf(Transactions transactions, decimal support, double confidence) => AssociationRules.Mine(
        FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = ItemsetOptions.CountOf(support, transactions.Count) }, s_run),
        new RuleOptions { MinConfidence = confidence }, s_run);

    static IReadOnlyList<AssociationRule> Rules(string[] baskets, double confidence, int longest = 1)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', baskets));
        var itemsets = FrequentItemsets.Mine(BasketReader.Read(new MemoryStream(text)), new ItemsetOptions { MinSupport = 2 }, s_run);
        return AssociationRules.Mine(itemsets, new RuleOptions { MinConfidence = confidence, MaxConsequentLength = longest }, s_run);
    }

    static AssociationRule Rule(double p) => new()
    {
        Antecedent = [0],
        Consequent = [1],
        Support = 1,
        AntecedentSupport = 1,
        ConsequentSupport = 1,
        TransactionCount = 1,
        PValue = p,
    };
}
