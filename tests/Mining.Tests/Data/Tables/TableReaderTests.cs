using System.Text;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Mining.Tests.Data.Tables;

public sealed class TableReaderTests
{
    static DataTable Read(string text, IReadOnlyList<TableColumn>? known = null) => TableReader.ReadCsv(new MemoryStream(Encoding.UTF8.GetBytes(text)), known);

    static string Message(string text) => Should.Throw<InvalidDataException>(() => Read(text)).Message;

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void Reads_numbers_texts_and_gaps_with_any_separator(string separator)
    {
        var table = Read("age,city,spend\n30,Rome,1.5\n,Oslo,-2e3\n41,Rome,NA\n".Replace(",", separator, StringComparison.Ordinal));

        table.Columns.Select(column => column.Name).ShouldBe(["age", "city", "spend"]);
        table.Columns[1].Categories.ShouldBe(["Rome", "Oslo"]);
        table.CategoricalFeatures.ShouldBe([1]);
        table.Features.Column(0).ShouldBe([30, float.NaN, 41]);
        table.Features.Column(1).ShouldBe([0, 1, 0]);
        table.Features.Column(2).ShouldBe([1.5f, -2000, float.NaN]);
    }

    [Fact]
    public void Quoted_fields_may_hold_separators_quotes_and_line_ends_as_RFC_4180_says()
    {
        var table = Read("\uFEFFname,value\r\n\"a,b\",1\r\n\"say \"\"hi\"\"\",2\r\n\"two\nlines\",3");

        table.Columns[0].Categories.ShouldBe(["a,b", "say \"hi\"", "two\nlines"]);
        table.Features.Column(1).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_text_far_down_makes_the_whole_column_categories()
    {
        var table = Read("x\n" + string.Concat(Enumerable.Range(0, 1000).Select(number => $"{number % 3}\n")) + "none\n");

        table.Columns[0].Categories.ShouldBe(["0", "1", "2", "none"]);
        table.Features.Column(0)[^1].ShouldBe(3);
    }

    [Fact]
    public void A_model_finds_its_columns_by_name_and_its_codes_again()
    {
        TableColumn[] known = [new("spend", []), new("city", ["Rome", "Oslo"])];

        var table = Read("city,other,spend\nOslo,9,5\nParis,9,6\n", known);

        table.Columns.Select(column => column.Name).ShouldBe(["city", "spend"]);
        table.Features.Column(0).ShouldBe([1, 2]);      // Paris is new: the next free code
    }

    [Theory]
    [InlineData("", "line 1: the file is empty")]
    [InlineData("a,b\n", "no row below the header")]
    [InlineData("a,b\n1,2\n3\n", "line 3: found 1 fields; the header names 2 columns")]
    [InlineData("a,a\n1,2\n", "the column \"a\" is there twice")]
    [InlineData("a,b\n\"1,2\n", "line 1: a quoted field is not closed")]
    public void Says_where_and_what_is_wrong(string text, string message) => Message(text).ShouldContain(message);

    [Fact]
    public void Says_which_column_of_the_model_is_missing_or_no_number()
    {
        Should.Throw<InvalidDataException>(() => Read("a\n1\n", [new TableColumn("b", [])])).Message.ShouldContain("the column \"b\" of the model is missing; the header names a");
        Should.Throw<InvalidDataException>(() => Read("b\nx\n", [new TableColumn("b", [])])).Message.ShouldContain("column \"b\": found \"x\"; the model expects a number");
    }

    [Fact]
    public void Yes_and_no_become_1_and_0_whatever_comes_first()
    {
        var (others, labels, names) = Read("y,x\nyes,1\nno,2\nyes,3\n").TakeLabel("y");

        labels.ShouldBe([1, 0, 1]);
        names.ShouldBe(["no", "yes"]);
        others.Features.Column(0).ShouldBe([1, 2, 3]);
        Should.Throw<InvalidDataException>(() => others.TakeLabel("z")).Message.ShouldContain("there is no column \"z\"; the header names x");
    }

    [Fact]
    public void A_row_without_a_label_is_named() =>
        Should.Throw<InvalidDataException>(() => Read("y,x\n1,1\n,2\n").TakeLabel("y")).Message.ShouldContain("row 2 has no value in the label column");
}
