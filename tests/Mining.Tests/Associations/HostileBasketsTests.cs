using System.Globalization;
using System.Text;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Associations;

/// <summary>Basket files that are huge or damaged.</summary>
public sealed class HostileBasketsTests
{
    const long TwoGigabytes = 1L << 31;
    const int Piece = 1 << 20;

    static readonly RunContext s_run = new(MaxThreads: 2);

    /// <summary>Lines of a megabyte, mostly blanks, so that little is kept of more bytes than an int can count.</summary>
    [Theory]
    [InlineData("bread , milk", BasketFormat.Names)]
    [InlineData("17 4", BasketFormat.Fimi)]
    public void A_file_of_more_than_two_gigabytes_is_read_to_its_end(string basket, BasketFormat format)
    {
        using var stream = new RepeatingStream(Line(basket), TwoGigabytes + 5 * Piece);

        var read = BasketReader.Read(stream, format, s_run);

        read.Count.ShouldBe(2048 + 5);
        read.TotalItems.ShouldBe(2 * (2048 + 5));
    }

    [Fact]
    public void A_file_of_more_than_two_gigabytes_comes_in_partitions_of_equal_size()
    {
        var partitions = new BasketPartitions(() => new RepeatingStream(Line("bread,milk"), TwoGigabytes + 2 * Piece), 5, BasketFormat.Names, s_run);

        var counts = partitions.Select(partition => partition.Count).ToArray();

        counts.Sum().ShouldBe(2050);
        counts.ShouldAllBe(count => count >= 408 && count <= 412);
    }

    [Fact]
    public void A_line_without_an_end_is_refused_before_it_fills_the_memory()
    {
        using var stream = new RepeatingStream(Encoding.ASCII.GetBytes("1 2\n" + new string('7', Piece - 4)), 300L * Piece);
        using var endless = new RepeatingStream([.. Enumerable.Repeat((byte)'7', Piece)], 300L * Piece);

        Should.Throw<InvalidDataException>(() => BasketReader.Read(stream, BasketFormat.Fimi)).Message.ShouldContain("line 2");
        Should.Throw<InvalidDataException>(() => BasketReader.Read(endless, BasketFormat.Names)).Message.ShouldContain("line 1: more than 268435456 bytes without a line end");
    }

    [Fact]
    public void Ten_million_different_items_are_read_and_mined()
    {
        var text = new StringBuilder(90_000_000);
        for (var item = 0; item < 10_000_000; item++) text.Append(item).Append(item % 100 == 99 ? '\n' : ' ');

        var read = BasketReader.Read(new MemoryStream(Encoding.ASCII.GetBytes(text.ToString())), BasketFormat.Auto, s_run);

        (read.Count, read.ItemCount).ShouldBe((100_000, 10_000_000));
        foreach (var kind in Enum.GetValues<ItemsetKind>()) FrequentItemsets.Mine(read, new ItemsetOptions { MinSupport = 2, Kind = kind }, s_run).Count.ShouldBe(0);
    }

    [Fact]
    public void Items_that_come_twice_in_a_basket_count_once()
    {
        foreach (var text in (string[])["5 3 5 3 3\n3 5\n", "b,a,b, a ,\"a\"\na,b\n"])
        {
            var found = FrequentItemsets.Mine(Read(text), new ItemsetOptions(), s_run);
            Enumerable.Range(0, found.Count).Select(found.SupportOf).ShouldBe([2, 2, 2]);
        }
    }

    [Theory]
    [InlineData("1 2\n-1\n", "line 2, column 1: found '-1'")]
    [InlineData("1 2\n3 -0 4\n", "line 2, column 3: found '-0 4'")]
    [InlineData("1 +2\n", "line 1, column 3: found '+2'")]
    [InlineData("1 2.5\n", "line 1, column 4: found '.5'")]
    [InlineData("1 1e3\n", "line 1, column 4: found 'e3'")]
    [InlineData("2147483648\n", "line 1, column 1: found an item above")]
    [InlineData("1\n4294967297 1\n", "line 2, column 1: found an item above")]
    [InlineData("1 18446744073709551617\n", "line 1, column 3: found an item above")]
    [InlineData("1 2\n\u00001\n", "line 2, column 1")]
    [InlineData("1 2\r3 4\r", "line 1, column 4")]
    [InlineData("\r\r\n", "line 1, column 1")]
    [InlineData("1 \u00A02\n", "line 1, column 3")]
    public void What_is_no_whole_number_is_named_with_its_place(string text, string named) =>
        Should.Throw<InvalidDataException>(() => BasketReader.Read(Stream(text), BasketFormat.Fimi)).Message.ShouldContain(named);

    [Theory]
    [InlineData("a,b\rc,d\r", "line 1, column 4: found the control character 0x0D")]
    [InlineData("1 2\r3 4\r", "line 1, column 4: found the control character 0x0D")]
    [InlineData("a\nb\0\n", "line 2, column 2: found the control character 0x00")]
    public void Names_with_control_characters_are_named_with_their_place(string text, string named) =>
        Should.Throw<InvalidDataException>(() => Read(text)).Message.ShouldContain(named);

    [Fact]
    public void Bytes_that_are_no_text_are_refused_in_every_format()
    {
        var random = new Random(5);
        for (var seed = 0; seed < 50; seed++)
        {
            var bytes = new byte[random.Next(200, 4_000)];
            random.NextBytes(bytes);
            foreach (var format in Enum.GetValues<BasketFormat>()) Should.Throw<InvalidDataException>(() => BasketReader.Read(new MemoryStream(bytes), format));
        }
    }

    [Fact]
    public void Every_cut_of_a_good_file_is_read_or_refused_with_its_line()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row} {row * 7919} {row % 3}\r\n")));
        for (var length = 0; length <= text.Length; length++)
        {
            // A lone carriage return at the very end belongs to a line end that is cut off; it does no harm.
            BasketReader.Read(Stream(text[..length]), BasketFormat.Fimi).Count.ShouldBe(text[..length].Split("\r\n").Count(line => line.TrimEnd('\r').Length > 0));
        }
    }

    static byte[] Line(string basket)
    {
        var line = new byte[Piece];
        line.AsSpan().Fill((byte)' ');
        Encoding.ASCII.GetBytes(basket, line.AsSpan(Piece / 2));
        line[^1] = (byte)'\n';
        return line;
    }

    static Stream Stream(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    static Transactions Read(string text) => BasketReader.Read(Stream(text));
}
