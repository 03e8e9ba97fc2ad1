using System.Text;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Associations;

public sealed class PartitionedItemsetsTests
{
    /// <summary>Three megabytes, so that each of up to five parts is more than a block of the reader.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 1)]
    [InlineData(5, 3)]
    [InlineData(40, 2)]
    public void Every_kind_of_itemsets_comes_as_from_one_pass(int partitionCount, int threads)
    {
        var (text, run) = (Text(names: false), new RunContext(MaxThreads: threads));
        var whole = BasketReader.Read(new MemoryStream(text));
        foreach (var kind in Enum.GetValues<ItemsetKind>())
        {
            var options = new ItemsetOptions { Kind = kind, MinSupport = ItemsetOptions.CountOf(0.02m, whole.Count) };
            var partitions = new BasketPartitions(() => new MemoryStream(text), partitionCount, BasketFormat.Auto, run);

            Listed(PartitionedItemsets.Mine(partitions, 0.02m, options, run), null).ShouldBe(Listed(FrequentItemsets.Mine(whole, options, run), null));
        }
    }

    [Fact]
    public void Names_have_one_code_in_all_partitions()
    {
        var text = Text(names: true);
        var partitions = new BasketPartitions(() => new MemoryStream(text), 4, BasketFormat.Auto, new RunContext());
        var whole = BasketReader.Read(new MemoryStream(text));

        var found = PartitionedItemsets.Mine(partitions, 0.02m, new ItemsetOptions(), new RunContext());

        partitions.Count(partition => partition.Count > 0).ShouldBeGreaterThan(2);
        partitions.Names.ShouldBe(whole.Names);
        Listed(found, partitions.Names).ShouldBe(Listed(FrequentItemsets.Mine(whole, new ItemsetOptions { MinSupport = ItemsetOptions.CountOf(0.02m, whole.Count) }, new RunContext()), whole.Names));
    }

    [Fact]
    public void Partitions_hold_all_baskets_in_their_order_and_a_short_stream_leaves_the_last_ones_empty()
    {
        var text = Text(names: false);
        foreach (var (bytes, most) in (ReadOnlySpan<(byte[], int)>)[(text, 7), ("1 2\n3\n"u8.ToArray(), 3), ([], 2)])
        {
            var parts = new BasketPartitions(() => new MemoryStream(bytes), most, BasketFormat.Fimi, new RunContext()).ToArray();

            parts.Length.ShouldBe(most);
            var whole = BasketReader.Read(new MemoryStream(bytes));
            parts.SelectMany(Rows).ShouldBe(Rows(whole));
        }
    }

    [Fact]
    public void Progress_goes_from_nothing_to_all_over_both_passes()
    {
        var told = new List<double>();
        var text = Text(names: false);
        var partitions = new BasketPartitions(() => new MemoryStream(text), 3, BasketFormat.Auto, new RunContext());

        PartitionedItemsets.Mine(partitions, 0.02m, new ItemsetOptions(), new RunContext(Progress: new Told(told)));

        told.ShouldBeInOrder();
        told[0].ShouldBeLessThan(0.1);
        told[^1].ShouldBeGreaterThan(0.8);
        told[^1].ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void A_partition_with_too_many_itemsets_ends_with_advice() =>
        Should.Throw<InvalidOperationException>(() => PartitionedItemsets.Mine([Transactions.From([Enumerable.Range(0, 40)])], 0.5m, new ItemsetOptions(), new RunContext()))
            .Message.ShouldContain("fewer partitions");

    [Fact]
    public void A_bad_line_of_a_later_partition_is_named_by_its_line_in_the_file()
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("12 34 56\n", 300_000)) + "7 x\n");

        Should.Throw<InvalidDataException>(() => new BasketPartitions(() => new MemoryStream(text), 3, BasketFormat.Fimi, new RunContext()).ToArray())
            .Message.ShouldStartWith("Baskets, line 300001, column 3");
    }

    static byte[] Text(bool names)
    {
        var random = new Random(31);
        var text = new StringBuilder();
        for (var row = 0; row < 120_000; row++)
        {
            // The first half buys other things than the second, so that the partitions differ.
            var shift = row < 60_000 ? 0 : 7;
            text.AppendJoin(names ? "," : " ", Enumerable.Range(0, random.Next(9)).Select(_ => (names ? "article " : "") + (shift + random.Next(1 + random.Next(40))))).Append('\n');
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    static IEnumerable<string> Rows(Transactions part) => Enumerable.Range(0, part.Count).Select(row => string.Join(' ', part[row].ToArray()));

    static List<(string Items, int Support)> Listed(ItemsetCollection itemsets, IReadOnlyList<string>? names) =>
        [.. Enumerable.Range(0, itemsets.Count).Select(itemset => (string.Join(' ', itemsets[itemset].ToArray().Select(item => names?[item] ?? $"{item}")), itemsets.SupportOf(itemset)))];

    sealed class Told(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
