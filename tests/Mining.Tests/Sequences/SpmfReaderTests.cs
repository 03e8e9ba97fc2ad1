using System.Text;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Sequences;

public sealed class SpmfReaderTests
{
    [Fact]
    public void Elements_end_with_minus_one_and_sequences_with_minus_two()
    {
        var read = Read("\uFEFF1 -1 2 3 -1 -2\r\n\n# a comment\n-2\n5\t-1 -2");

        Rows(read).ShouldBe(["1|2 3", "", "5"]);
        read.ItemCount.ShouldBe(6);
        read.HasTimes.ShouldBeFalse();
    }

    [Fact]
    public void Items_of_an_element_are_sorted_and_repeats_count_once() => Rows(Read("3 1 3 2 -1 -2")).ShouldBe(["1 2 3"]);

    [Fact]
    public void Times_stand_before_their_elements()
    {
        var read = Read("<0> 1 -1 <2.5> 1 2 -1 -2\n<7> 3 -1 -2\n");

        read.HasTimes.ShouldBeTrue();
        read.Time(0, 1).ShouldBe(2.5);
        read.Time(1, 0).ShouldBe(7);
    }

    [Fact]
    public void Names_are_those_of_spmfs_converted_files()
    {
        var read = Read("@CONVERTED_FROM_TEXT\n@ITEM=1=apple pie\n1 -1 2 -1 -2\n");

        read.NameOf(1).ShouldBe("apple pie");
        read.NameOf(2).ShouldBe("2");
    }

    [Fact]
    public void Lines_longer_than_the_buffer_are_read_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(item => $"{item} -1 ")) + "-2\n7 -1 -2\n";

        var read = Read(text);

        read.ElementCount(0).ShouldBe(60_000);
        read.Element(1, 0).ToArray().ShouldBe([7]);
    }

    [Theory]
    [InlineData("1 -1 -2\n1 -1\n", "line 2, column 5")]
    [InlineData("1 -1 -2\n1 x -1 -2\n", "line 2, column 3")]
    [InlineData("1 -1 -1 -2\n", "line 1, column 6")]
    [InlineData("1 -2\n", "line 1, column 3")]
    [InlineData("1 -3 -2\n", "line 1, column 3")]
    [InlineData("1 -1 -2 4\n", "line 1, column 8")]
    [InlineData("999999999999 -1 -2\n", "line 1, column 1")]
    [InlineData("1 <4> -1 -2\n", "line 1, column 3")]
    [InlineData("<x> 1 -1 -2\n", "line 1, column 1")]
    [InlineData("<4> 1 -1 <3> 1 -1 -2\n", "line 1, column 16")]
    [InlineData("<4> 1 -1 -2\n1 -1 -2", "line 2, column 3")]
    [InlineData("1 -1 -2\n<4> 1 -1 -2", "line 2, column 7")]
    [InlineData("@ITEM=1=a\n@ITEM=1=b\n", "line 2, column 7")]
    public void What_does_not_fit_is_named_by_line_and_column(string text, string place) =>
        Should.Throw<InvalidDataException>(() => Read(text)).Message.ShouldContain(place);

    [Fact]
    public void Nothing_gives_no_sequences() => Read("").Count.ShouldBe(0);

    static SequenceDatabase Read(string text) => SpmfReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>Plain lines are read in one go, all others token by token.</summary>
    [Fact]
    public void Plain_lines_and_lines_with_more_blanks_give_the_same()
    {
        var random = new Random(5);
        var text = string.Concat(Enumerable.Range(0, 2_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ =>
            string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{random.Next((int)Math.Pow(10, random.Next(1, 8)))} ")) + "-1 ")) + "-2\n"));
        var plain = SpmfReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var other = SpmfReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(" ", "\t ", StringComparison.Ordinal))));

        (plain.Count, plain.TotalElements, plain.TotalItems, plain.ItemCount).ShouldBe((other.Count, other.TotalElements, other.TotalItems, other.ItemCount));
        for (var sequence = 0; sequence < plain.Count; sequence++)
        {
            plain.ElementCount(sequence).ShouldBe(other.ElementCount(sequence));
            for (var element = 0; element < plain.ElementCount(sequence); element++)
                plain.Element(sequence, element).SequenceEqual(other.Element(sequence, element)).ShouldBeTrue();
        }
    }

    static IEnumerable<string> Rows(SequenceDatabase read) => Enumerable.Range(0, read.Count).Select(sequence =>
        string.Join('|', Enumerable.Range(0, read.ElementCount(sequence)).Select(element => string.Join(' ', read.Element(sequence, element).ToArray()))));
}
