using System.Globalization;
using System.Text;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Associations;

public sealed class BasketReaderTests
{
    [Fact]
    public void Names_are_separated_by_commas_and_repeats_count_once()
    {
        var read = Read("whole milk,soda\n\"soda\", soda\n\nbread");

        read.Names.ShouldBe(["whole milk", "soda", "bread"]);
        Rows(read).ShouldBe(["0 1", "1", "", "2"]);
    }

    [Fact]
    public void Numbers_alone_are_read_as_numbers_whatever_the_line_ends()
    {
        var read = Read("\uFEFF3 1 2\r\n7\t7\r\n");

        read.Names.ShouldBeNull();
        Rows(read).ShouldBe(["1 2 3", "7"]);
        read.ItemCount.ShouldBe(8);
    }

    [Fact]
    public void Lines_longer_than_the_buffer_are_read_whole()
    {
        var items = Enumerable.Range(0, 60_000).ToArray();

        var read = Read(string.Join(' ', items) + "\n5\n");

        read[0].ToArray().ShouldBe(items);
        read[1].ToArray().ShouldBe([5]);
    }

    /// <summary>Numbers are taken eight letters at a time, blocks by several threads; the oracle splits at blanks.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Numbers_of_every_length_are_read_as_a_plain_split_reads_them(int threads)
    {
        var random = new Random(17);
        string[] blanks = [" ", "  ", "\t", " \t "];
        var lines = Enumerable.Range(0, 200_000)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Number(random) + blanks[random.Next(4)]))).Append("00000000000000000000012").ToArray();
        var text = Encoding.UTF8.GetBytes(string.Join("\r\n", lines));

        var read = BasketReader.Read(new MemoryStream(text), BasketFormat.Fimi, new RunContext(MaxThreads: threads));

        read.Count.ShouldBe(lines.Length);
        for (var row = 0; row < lines.Length; row++)
            read[row].SequenceEqual([.. lines[row].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Distinct().Order()]).ShouldBeTrue(lines[row]);
    }

    [Fact]
    public void An_error_far_down_names_its_line_and_column_for_any_number_of_threads()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("12 34 56\n", 300_000)) + "7 8\n9 1x 2\nx\n");
        for (var threads = 1; threads < 4; threads++)
            Should.Throw<InvalidDataException>(() => BasketReader.Read(new MemoryStream(text), BasketFormat.Fimi, new RunContext(MaxThreads: threads)))
                .Message.ShouldBe("Baskets, line 300002, column 4: found 'x 2', not whole numbers separated by blanks.");
    }

    [Theory]
    [InlineData("1 2\n3 x\n", "line 2, column 3")]
    [InlineData("1 2\n-3\n", "line 2, column 1")]
    [InlineData("1 2\r3\n", "line 1, column 4")]
    [InlineData("999999999999\n", "line 1, column 1: found an item above 100000000")]
    [InlineData("1 100000001", "line 1, column 3: found an item above 100000000")]
    public void A_line_that_does_not_fit_is_named(string text, string named) =>
        Should.Throw<InvalidDataException>(() => BasketReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), BasketFormat.Fimi)).Message.ShouldContain(named);

    [Fact]
    public void Nothing_gives_no_transactions() => Read("").Count.ShouldBe(0);

    static string Number(Random random) => random.Next((int)Math.Pow(10, random.Next(9))).ToString(CultureInfo.InvariantCulture);

    static Transactions Read(string text) => BasketReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    static IEnumerable<string> Rows(Transactions read) => Enumerable.Range(0, read.Count).Select(row => string.Join(' ', read[row].ToArray()));
}
