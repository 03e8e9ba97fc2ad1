using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Associations;

/// <summary>Closed and maximal itemsets, which are mined without all the others. The slow twin filters all frequent ones.</summary>
public sealed class CondensedItemsetsTests
{
    static readonly ItemsetKind[] s_kinds = [ItemsetKind.Closed, ItemsetKind.Maximal];

    public static TheoryData<int, int, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int, int>();
            foreach (var rowCount in (int[])[0, 1, 2, 63, 64, 65, 127, 128, 129, 700])
            {
                foreach (var itemCount in (int[])[1, 5, 11]) sizes.Add(rowCount, itemCount, Math.Max(1, rowCount / 20), 1 + (rowCount + itemCount) % 3);
            }
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void They_equal_their_definitions_over_all_subsets(int rowCount, int itemCount, int minSupport, int threads)
    {
        var transactions = Random(rowCount, itemCount, seed: rowCount + itemCount);
        var supports = SupportsOfAllSubsets(transactions, itemCount);
        bool IsFrequent(int set) => set != 0 && supports[set] >= minSupport;
        bool IsKept(ItemsetKind kind, int set, int larger) => kind == ItemsetKind.Closed ? supports[larger] < supports[set] : supports[larger] < minSupport;

        foreach (var kind in s_kinds)
        {
            var expected = Enumerable.Range(0, 1 << itemCount)
                .Where(set => IsFrequent(set) && Enumerable.Range(0, itemCount).All(item => (set >> item & 1) != 0 || IsKept(kind, set, set | 1 << item)))
                .Select(set => (Text(set), supports[set]));

            Listed(Mine(transactions, minSupport, kind, threads)).ShouldBe(expected, ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData(400, 24, 4)]
    [InlineData(1500, 14, 3)]
    [InlineData(90, 30, 9)]
    public void They_come_as_the_filter_leaves_them_for_any_number_of_threads(int rowCount, int attributeCount, int minSupport)
    {
        foreach (var seed in Enumerable.Range(0, 4))
        {
            var transactions = Dependent(rowCount, attributeCount, seed);
            var count = Math.Max(2, rowCount * minSupport / 20);
            var all = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = count }, new RunContext());
            foreach (var kind in s_kinds)
            {
                var filtered = Listed(Condensed.Of(all, kind));
                foreach (var threads in (int[])[1, 2, 7]) Listed(Mine(transactions, count, kind, threads)).ShouldBe(filtered);
            }
        }
    }

    [Fact]
    public void Long_baskets_of_many_rare_items_come_as_the_filter_leaves_them()
    {
        var random = new Random(12);
        var transactions = Transactions.From(Enumerable.Range(0, 3_000)
            .Select(_ => Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(random.Next(1, 2_000))).ToArray()).ToArray());
        var all = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 6 }, new RunContext());

        foreach (var kind in s_kinds) Listed(Mine(transactions, 6, kind, threads: 2)).ShouldBe(Listed(Condensed.Of(all, kind)));
    }

    // Files made by Borgelt's eclat 5.21, see make.py beside them.
    [Theory]
    [InlineData(ItemsetKind.Closed, "closed-40.txt", 978)]
    [InlineData(ItemsetKind.Maximal, "maximal-40.txt", 162)]
    public void They_are_those_of_borgelts_eclat(ItemsetKind kind, string file, int count)
    {
        var transactions = Borgelt("dense.txt", stream => BasketReader.Read(stream));
        var expected = Borgelt(file, stream => new StreamReader(stream).ReadToEnd()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd(')').Split(" ("))
            .Select(parts => (string.Join(' ', parts[0].Split(' ').Select(int.Parse).Order()), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));

        var found = Listed(Mine(transactions, 40, kind, threads: 1));

        found.Count.ShouldBe(count);
        found.ShouldBe(expected, ignoreOrder: true);
        FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 40 }, new RunContext()).Count.ShouldBe(4947);
    }

    /// <summary>A hundred items that are always together have 2^100 - 1 frequent itemsets, and one that is closed.</summary>
    [Fact]
    public void They_are_found_where_all_frequent_itemsets_are_beyond_counting()
    {
        var transactions = Transactions.From(Enumerable.Range(0, 50).Select(row => Enumerable.Range(0, 100).Append(100 + row % 2)));

        Listed(Mine(transactions, 25, ItemsetKind.Closed, threads: 2)).Select(itemset => itemset.Support).ShouldBe([25, 25, 50], ignoreOrder: true);
        Listed(Mine(transactions, 25, ItemsetKind.Maximal, threads: 2)).Select(itemset => itemset.Items.Split(' ').Length).ShouldBe([101, 101]);
        Should.Throw<InvalidOperationException>(() => Mine(transactions, 25, ItemsetKind.Frequent, threads: 2)).Message.ShouldContain("closed");
    }

    [Fact]
    public void Each_frequent_itemset_has_the_support_of_a_closed_one_and_lies_in_a_maximal_one()
    {
        var transactions = Dependent(300, 12, seed: 5);
        var all = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 40 }, new RunContext());
        var (closed, maximal) = (Mine(transactions, 40, ItemsetKind.Closed, threads: 1), Mine(transactions, 40, ItemsetKind.Maximal, threads: 1));

        for (var itemset = 0; itemset < all.Count; itemset++)
        {
            var items = all[itemset].ToArray();
            Enumerable.Range(0, closed.Count).Where(other => items.All(closed[other].ToArray().Contains)).Max(closed.SupportOf).ShouldBe(all.SupportOf(itemset));
            Enumerable.Range(0, maximal.Count).Any(other => items.All(maximal[other].ToArray().Contains)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Too_many_of_them_end_with_advice() => Should.Throw<InvalidOperationException>(() => FrequentItemsets.Mine(
        Dependent(300, 12, seed: 5), new ItemsetOptions { MinSupport = 3, Kind = ItemsetKind.Closed, MaxItemsets = 20 }, new RunContext())).Message.ShouldContain("raise the smallest support");

    [Theory]
    [InlineData(ItemsetKind.Frequent)]
    [InlineData(ItemsetKind.Closed)]
    [InlineData(ItemsetKind.Maximal)]
    public void A_search_ends_on_the_way_through_one_item_when_it_is_cancelled(ItemsetKind kind)
    {
        var options = new ItemsetOptions { MinSupport = 10, Kind = kind };
        var vertical = VerticalData.From(Dependent(400, 24, seed: 1), options.MinSupport, threads: 1);

        Should.Throw<OperationCanceledException>(() => ItemsetSearch.Of(vertical, options, new RunContext(new CancellationToken(canceled: true))).Mine(0, 6));
    }

    [SharedDataFact]
    public void Groceries_come_as_the_filter_leaves_them()
    {
        using var stream = File.OpenRead(SharedData.PathOf("groceries/groceries.csv"));
        var transactions = BasketReader.Read(stream);
        var all = FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = 10 }, new RunContext());

        foreach (var kind in s_kinds) Listed(Mine(transactions, 10, kind, threads: 2)).ShouldBe(Listed(Condensed.Of(all, kind)));
    }

    static ItemsetCollection Mine(Transactions transactions, int minSupport, ItemsetKind kind, int threads) =>
        FrequentItemsets.Mine(transactions, new ItemsetOptions { MinSupport = minSupport, Kind = kind }, new RunContext(MaxThreads: threads));

    static T Borgelt<T>(string file, Func<Stream, T> read)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Associations", "Borgelt", file));
        return read(stream);
    }

    static int[] SupportsOfAllSubsets(Transactions transactions, int itemCount)
    {
        var supports = new int[1 << itemCount];
        for (var row = 0; row < transactions.Count; row++)
        {
            var items = transactions[row].ToArray().Sum(item => 1 << item);
            for (var set = 0; set < supports.Length; set++)
            {
                if ((items & set) == set) supports[set]++;
            }
        }
        return supports;
    }

    static string Text(int set) => string.Join(' ', Enumerable.Range(0, 31).Where(item => (set >> item & 1) != 0));

    static Transactions Random(int rowCount, int itemCount, int seed)
    {
        var random = new Random(seed);
        return Transactions.From(Enumerable.Range(0, rowCount)
            .Select(_ => Enumerable.Range(0, itemCount).Where(item => random.NextDouble() < 0.2 + 0.7 * item / itemCount).ToArray()).ToArray());
    }

    /// <summary>Rows with one of two values of every attribute; a value follows from one or two hidden traits, but now and then it does not.</summary>
    static Transactions Dependent(int rowCount, int attributeCount, int seed)
    {
        var random = new Random(seed);
        var traits = Enumerable.Range(0, attributeCount).Select(_ => (random.Next(9), random.Next(9))).ToArray();
        return Transactions.From(Enumerable.Range(0, rowCount).Select(_ =>
        {
            var has = Enumerable.Range(0, 9).Select(trait => random.Next(10) < 5 + trait / 2).ToArray();
            return traits.Select((pair, attribute) => 2 * attribute + ((has[pair.Item1] && has[pair.Item2]) != (random.Next(30) == 0) ? 0 : 1)).ToArray();
        }).ToArray());
    }

    static List<(string Items, int Support)> Listed(ItemsetCollection itemsets) =>
        [.. Enumerable.Range(0, itemsets.Count).Select(itemset => (string.Join(' ', itemsets[itemset].ToArray()), itemsets.SupportOf(itemset)))];
}
