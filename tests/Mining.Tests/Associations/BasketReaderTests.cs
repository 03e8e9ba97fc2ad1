using System.Text;
using CrmInsights.Mining.Associations;

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

    [Theory]
    [InlineData("1 2\n3 x\n", "line 2")]
    [InlineData("1 2\n-3\n", "line 2")]
    [InlineData("999999999999\n", "line 1")]
    public void A_line_that_does_not_fit_is_named(string text, string named) =>
        Should.Throw<InvalidDataException>(() => Read(text)).Message.ShouldContain(named);

    [Fact]
    public void Nothing_gives_no_transactions() => Read("").Count.ShouldBe(0);

    static Transactions Read(string text) => BasketReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    static IEnumerable<string> Rows(Transactions read) => Enumerable.Range(0, read.Count).Select(row => string.Join(' ', read[row].ToArray()));
}
