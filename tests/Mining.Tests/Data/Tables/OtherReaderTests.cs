using System.Runtime.InteropServices;
using System.Text;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Mining.Tests.Data.Tables;

public sealed class OtherReaderTests
{
    [Fact]
    public void Floats_come_back_as_they_were_written()
    {
        float[] values = [1, float.NaN, -3, 4.5f, 5, float.PositiveInfinity];
        using var stream = new MemoryStream(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

        var first = FloatReader.Read(stream, 1, 2);
        var second = FloatReader.Read(stream, 2, 2);
        FloatReader.ExpectEnd(stream);

        first.Row(0).ToArray().ShouldBe([1, float.NaN]);
        second.Row(1).ToArray().ShouldBe([5, float.PositiveInfinity]);
    }

    [Fact]
    public void A_file_of_another_length_is_refused()
    {
        Should.Throw<InvalidDataException>(() => FloatReader.Read(new MemoryStream(new byte[20]), 2, 3)).Message.ShouldContain("ends after 20 bytes; 2 rows of 3 columns need 24");
        Should.Throw<InvalidDataException>(() => FloatReader.ReadLabels(new MemoryStream(new byte[3]), 4)).Message.ShouldContain("ends after 3 labels");
        Should.Throw<InvalidDataException>(() => FloatReader.ExpectEnd(new MemoryStream(new byte[1]))).Message.ShouldContain("goes on after the last row");
        Should.Throw<InvalidDataException>(() => FloatReader.Read(new MemoryStream(), 100_000_000, 100)).Message.ShouldContain("take fewer rows");
    }

    [Fact]
    public void Purchases_are_read_by_the_names_of_their_columns()
    {
        var read = new List<(string, DateOnly, decimal)>();

        var count = Purchases("Date,shop,Customer,Amount\n2024-01-29,x,A,12.50\n19970101,y,\"B, C\",3\n", read);

        count.ShouldBe(2);
        read.ShouldBe([("A", new DateOnly(2024, 1, 29), 12.5m), ("B, C", new DateOnly(1997, 1, 1), 3m)]);
    }

    [Theory]
    [InlineData("customer,date\nA,2024-01-01\n", "there is no column \"amount\"")]
    [InlineData("customer,date,amount\nA,29/01/2024,1\n", "line 2, date: found \"29/01/2024\"")]
    [InlineData("customer,date,amount\nA,2024-01-01,much\n", "line 2, amount: found \"much\"")]
    [InlineData("customer,date,amount\nA,2024-01-01\n", "line 2: found 2 fields")]
    [InlineData("customer,date,amount\n", "there is no purchase")]
    public void A_wrong_purchase_is_named(string text, string message) =>
        Should.Throw<InvalidDataException>(() => Purchases(text, [])).Message.ShouldContain(message);

    [Fact]
    public void Categories_are_spelled_as_columns_and_their_shares_gathered_again()
    {
        var spelling = new OneHot([new TableColumn("city", ["Rome", "Oslo", "Bonn"]), new TableColumn("age", [])]);

        spelling.Names.ShouldBe(["city=Oslo", "city=Bonn", "age"]);
        spelling.Encode(new CrmInsights.Mining.Data.FeatureMatrix([2, 30, 0, 31, 9, 32, float.NaN, 33], 4, 2)).Rows(0, 4).ToArray()
            .ShouldBe([0, 1, 30, 0, 0, 31, 0, 0, 32, 0, 0, 33]);
        var shares = new double[2];
        spelling.Gather([0.5, -0.25, 2], shares);
        shares.ShouldBe([0.25, 2]);
        Should.Throw<InvalidDataException>(() => spelling.Encode(new CrmInsights.Mining.Data.FeatureMatrix([1, float.NaN], 1, 2))).Message.ShouldContain("row 1 has no value in \"age\"");
    }

    static int Purchases(string text, List<(string, DateOnly, decimal)> into) =>
        PurchaseReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), (customer, date, amount) => into.Add((customer, date, amount)));
}
