using System.Text;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Mining.Tests.Associations;

/// <summary>Groups above items, for every kind of itemsets and for rules.</summary>
public sealed class ItemHierarchyTests
{
    const int MinSupport = 25;

    // Items 0 to 5 belong to 6, 7 and 8; 6 and 7 belong to 9.
    static readonly int[] s_parents = [6, 6, 7, 7, 8, 8, 9, 9, -1, -1];
    static readonly RunContext s_run = new();

    /// <summary>The oracle: over all sets of items and groups without an item and its group, what holds more must be rarer, or too rare.</summary>
    [Theory]
    [InlineData(ItemsetKind.Closed)]
    [InlineData(ItemsetKind.Maximal)]
    public void Condensed_itemsets_are_those_that_cannot_be_made_more_special(ItemsetKind kind)
    {
        var (baskets, hierarchy) = (Baskets(), new ItemHierarchy(s_parents));
        var supports = Enumerable.Range(1, (1 << s_parents.Length) - 1).Select(Items).Where(IsWithoutOwnGroups)
            .ToDictionary(Text, items => (Items: items, Support: baskets.Count(basket => items.All(item => basket.Any(bought => IsUnder(bought, item))))));
        var expected = supports.Values.Where(set => set.Support >= MinSupport && !supports.Values.Any(other =>
            other.Items != set.Items && set.Items.All(item => other.Items.Any(below => IsUnder(below, item)))
            && other.Support >= (kind == ItemsetKind.Closed ? set.Support : MinSupport))).Select(set => (Text(set.Items), set.Support));

        var mined = FrequentItemsets.Mine(hierarchy.Extend(Transactions.From(baskets)), new ItemsetOptions { MinSupport = MinSupport, Kind = kind }, s_run);
        var found = hierarchy.WithoutAncestors(mined);

        Enumerable.Range(0, found.Count).Select(itemset => (Text(found[itemset].ToArray()), found.SupportOf(itemset))).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void Rules_name_groups_but_never_an_item_and_its_own_group()
    {
        var (baskets, hierarchy) = (Baskets(), new ItemHierarchy(s_parents));
        var itemsets = hierarchy.WithoutTrivial(FrequentItemsets.Mine(hierarchy.Extend(Transactions.From(baskets)), new ItemsetOptions { MinSupport = MinSupport }, s_run));

        var rules = AssociationRules.Mine(itemsets, new RuleOptions { MinConfidence = 0.1 }, s_run);

        rules.ShouldAllBe(rule => IsWithoutOwnGroups(rule.Antecedent.Concat(rule.Consequent).ToArray()));
        var rule = rules.First(rule => rule.Antecedent.Contains(9) && rule.Antecedent.Length == 1 && rule.Consequent[0] == 4);
        rule.Support.ShouldBe(baskets.Count(basket => basket.Contains(4) && basket.Any(item => item < 4)));
        rule.AntecedentSupport.ShouldBe(baskets.Count(basket => basket.Any(item => item < 4)));
    }

    [Fact]
    public void Names_of_groups_follow_those_of_the_items()
    {
        var baskets = BasketReader.Read(Stream("lager,crisps\nale,crisps\nlager\n"));

        var hierarchy = HierarchyReader.Read(Stream("Item;Group\nlager;beer\nale;beer\nbeer;drinks\nstout;beer\n"), baskets.Names);
        var extended = hierarchy.Extend(baskets);

        extended.Names.ShouldBe(["lager", "crisps", "ale", "beer", "drinks", "stout"]);
        extended[1].ToArray().Select(extended.NameOf).ShouldBe(["crisps", "ale", "beer", "drinks"]);
    }

    [Fact]
    public void Numbers_are_groups_of_numbers() =>
        HierarchyReader.Read(Stream("item,group\n1,100\n2,100\n"), names: null).Extend(Transactions.From([[1, 2], [3]])).CountItems()[100].ShouldBe(1);

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("item,parent\n1,2\n", "no column \"group\"")]
    [InlineData("item,group\n1,2\n1,3\n", "line 3: '1' has another group already")]
    [InlineData("item,group\n1,2\n2,1\n", "its own ancestor")]
    [InlineData("item,group\n1,1\n", "its own ancestor")]
    [InlineData("item,group\n1,\n", "line 2: a name is missing")]
    [InlineData("item,group\n1,drinks\n", "line 2: found 'drinks'; a number")]
    [InlineData("item,group\n1,-2\n", "line 2: found '-2'; a number")]
    [InlineData("item,group\n1,2,3\n", "line 2: found 3 fields")]
    public void What_is_no_hierarchy_is_named_with_its_line(string text, string named) =>
        Should.Throw<InvalidDataException>(() => HierarchyReader.Read(Stream(text), names: null)).Message.ShouldContain(named);

    static int[][] Baskets()
    {
        var random = new Random(21);
        return [.. Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, 6).Where(item => random.Next(2 + item % 3) == 0).ToArray())];
    }

    static int[] Items(int set) => [.. Enumerable.Range(0, s_parents.Length).Where(item => (set >> item & 1) != 0)];

    static bool IsWithoutOwnGroups(int[] items) => !items.Any(item => items.Any(other => other != item && IsUnder(item, other)));

    static bool IsUnder(int item, int group) => item == group || (s_parents[item] >= 0 && IsUnder(s_parents[item], group));

    static string Text(int[] items) => string.Join(' ', items);

    static Stream Stream(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));
}
