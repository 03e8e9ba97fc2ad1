using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Associations;

public sealed class FrequentItemsetsTests
{
    static readonly RunContext s_run = new();

    [Theory]
    [InlineData(0, 5, 1)]
    [InlineData(1, 5, 1)]
    [InlineData(63, 8, 3)]
    [InlineData(64, 8, 3)]
    [InlineData(65, 8, 3)]
    [InlineData(700, 10, 20)]
    public void Supports_equal_a_count_of_every_subset(int rowCount, int itemCount, int minSupport)
    {
        var transactions = Random(rowCount, itemCount, seed: rowCount);

        var found = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = minSupport }, s_run);

        Listed(found).ShouldBe(BruteForce(transactions, itemCount, minSupport), ignoreOrder: true);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_itemsets_in_the_same_order()
    {
        var transactions = Random(2_000, 30, seed: 4);
        var options = new ItemsetOptions { MinSupport = 50 };

        var one = FrequentItemsets.Mine(transactions, options, new RunContext(MaxThreads: 1));
        var four = FrequentItemsets.Mine(transactions, options, new RunContext(MaxThreads: 4));

        Listed(four).ShouldBe(Listed(one));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Long_baskets_and_many_rare_items_are_counted_like_any_other(int threads)
    {
        var random = new Random(12);
        var baskets = Enumerable.Range(0, 800).Select(_ => Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(random.Next(1, 2_000))).Distinct().ToArray()).ToArray();
        var found = FrequentItemsets.Mine(Transactions.From(baskets), new ItemsetOptions { MinSupport = 6, MaxLength = 2 }, new RunContext(MaxThreads: threads));

        var counts = new Dictionary<string, int>();
        foreach (var basket in baskets)
        {
            foreach (var item in basket) Add($"{item}");
            foreach (var (one, other) in basket.SelectMany(one => basket.Where(other => other > one).Select(other => (one, other)))) Add($"{one} {other}");
        }
        Listed(found).ToHashSet().SetEquals(counts.Where(count => count.Value >= 6).Select(count => (count.Key, count.Value))).ShouldBeTrue();

        void Add(string items) => counts[items] = counts.GetValueOrDefault(items) + 1;
    }

    [Fact]
    public void Shuffled_baskets_and_renamed_items_give_the_same_supports()
    {
        var transactions = Random(800, 9, seed: 13);
        int[] names = [4, 0, 8, 2, 6, 1, 7, 3, 5];
        var rows = Enumerable.Range(0, transactions.Count).Select(row => transactions[row].ToArray().Select(item => names[item]).Reverse().ToArray()).ToArray();
        new Random(3).Shuffle(rows);
        var options = new ItemsetOptions { MinSupport = 40 };
        var renamed = Listed(FrequentItemsets.Mine(transactions, options, s_run))
            .Select(one => (string.Join(' ', one.Items.Split(' ').Select(item => names[int.Parse(item)]).Order()), one.Support));
        Listed(FrequentItemsets.Mine(Transactions.From(rows), options, s_run)).ShouldBe(renamed, ignoreOrder: true);
    }

    [Fact]
    public void Ten_million_different_items_are_mined_in_seconds()
    {
        var builder = new TransactionsBuilder();
        for (var item = 0; item < 10_000_000; item++)
        {
            builder.AddItem(item);
            if (item % 100 == 99) builder.EndTransaction();
        }
        var transactions = builder.Build();
        FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 2 }, s_run).Count.ShouldBe(0);
        FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 1, MaxLength = 1 }, s_run).Count.ShouldBe(10_000_000);
    }

    [Fact]
    public void One_basket_of_very_many_items_ends_with_advice_at_once() =>
        Should.Throw<InvalidOperationException>(() => FrequentItemsets.Mine(
            Transactions.From([Enumerable.Range(0, 3_000)]), new ItemsetOptions(), s_run)).Message.ShouldContain("raise the smallest support");

    [Fact]
    public void Support_never_grows_with_length()
    {
        var transactions = Random(1_000, 12, seed: 5);
        var found = Listed(FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 30 }, s_run)).ToDictionary(pair => pair.Items, pair => pair.Support);

        foreach (var (items, support) in found)
        {
            var codes = items.Split(' ');
            foreach (var left in codes.Where(_ => codes.Length > 1))
                found[string.Join(' ', codes.Where(code => code != left))].ShouldBeGreaterThanOrEqualTo(support);
        }
    }

    [Fact]
    public void Closed_itemsets_are_those_without_a_superset_of_equal_support()
    {
        var transactions = Random(200, 8, seed: 6);
        var all = Listed(FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 5 }, s_run));

        var closed = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 5, Kind = ItemsetKind.Closed }, s_run);

        Listed(closed).ShouldBe(all.Where(one => !all.Any(other => other.Support == one.Support && IsIn(one.Items, other.Items))), ignoreOrder: true);
    }

    [Fact]
    public void Maximal_itemsets_are_those_without_a_frequent_superset()
    {
        var transactions = Random(200, 8, seed: 7);
        var all = Listed(FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 5 }, s_run));

        var maximal = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 5, Kind = ItemsetKind.Maximal }, s_run);

        Listed(maximal).ShouldBe(all.Where(one => !all.Any(other => IsIn(one.Items, other.Items))), ignoreOrder: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Partitions_give_what_the_whole_gives(int partCount)
    {
        var rows = Enumerable.Range(0, 900).Select(row => Random(900, 10, seed: 8)[row].ToArray()).ToArray();
        var parts = rows.Chunk((900 + partCount - 1) / partCount).Select(part => Transactions.From(part)).ToArray();

        var found = PartitionedItemsets.Mine(parts, 0.05m, new ItemsetOptions(), s_run);

        var whole = FrequentItemsets.Mine(Transactions.From(rows), new ItemsetOptions { MinSupport = 45 }, s_run);
        Listed(found).ShouldBe(Listed(whole), ignoreOrder: true);
    }

    [Fact]
    public void The_length_limit_only_leaves_longer_itemsets_out()
    {
        var transactions = Random(500, 9, seed: 9);
        var all = Listed(FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 10 }, s_run));

        var pairs = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 10, MaxLength = 2 }, s_run);

        Listed(pairs).ShouldBe(all.Where(itemset => itemset.Items.Split(' ').Length <= 2), ignoreOrder: true);
    }

    [Fact]
    public void A_support_too_low_for_the_data_ends_with_advice() =>
        Should.Throw<InvalidOperationException>(() => FrequentItemsets.Mine(
            Random(100, 12, seed: 1), new ItemsetOptions { MinSupport = 1, MaxItemsets = 50 }, s_run)).Message.ShouldContain("raise the smallest support");

    [Theory]
    [InlineData("0.1", 30, 3)]
    [InlineData("0.001", 9835, 10)]
    [InlineData("0", 10, 1)]
    [InlineData("1", 10, 10)]
    public void The_smallest_count_is_rounded_up_in_decimal(string share, int rows, int count) =>
        ItemsetOptions.CountOf(decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture), rows).ShouldBe(count);

    // Counts of the Groceries data: Hahsler, Hornik, Reutterer (2006) and the arules manual.
    [SharedDataFact]
    public void Groceries_have_88_items_213_pairs_and_32_triples_at_one_percent()
    {
        using var stream = File.OpenRead(SharedData.PathOf("groceries/groceries.csv"));
        var transactions = BasketReader.Read(stream);

        var found = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = ItemsetOptions.CountOf(0.01m, transactions.Count) }, s_run);

        transactions.Count.ShouldBe(9835);
        transactions.ItemCount.ShouldBe(169);
        Enumerable.Range(0, found.Count).CountBy(itemset => found[itemset].Length).OrderBy(pair => pair.Key).Select(pair => pair.Value).ShouldBe([88, 213, 32]);
    }

    static bool IsIn(string small, string large) =>
        small != large && small.Split(' ').All(large.Split(' ').Contains);

    static Transactions Random(int rowCount, int itemCount, int seed)
    {
        var random = new Random(seed);
        return Transactions.From(Enumerable.Range(0, rowCount)
            .Select(_ => Enumerable.Range(0, itemCount).Where(item => random.NextDouble() < 0.1 + 0.5 * item / itemCount).ToArray()).ToArray());
    }

    static List<(string Items, int Support)> Listed(ItemsetCollection itemsets) =>
        [.. Enumerable.Range(0, itemsets.Count).Select(itemset => (string.Join(' ', itemsets[itemset].ToArray()), itemsets.SupportOf(itemset)))];

    static List<(string, int)> BruteForce(Transactions transactions, int itemCount, int minSupport)
    {
        var found = new List<(string, int)>();
        for (var subset = 1; subset < 1 << itemCount; subset++)
        {
            var items = Enumerable.Range(0, itemCount).Where(item => (subset >> item & 1) != 0).ToArray();
            var support = Enumerable.Range(0, transactions.Count).Count(row => items.All(transactions[row].ToArray().Contains));
            if (support >= minSupport) found.Add((string.Join(' ', items), support));
        }
        return found;
    }
}
