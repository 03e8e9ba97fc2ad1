using CrmInsights.Local.Import.Csv;

namespace CrmInsights.Local.Tests.Import;

public sealed class MappingReaderTests : IDisposable
{
    readonly CsvFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Refusal() => Should.Throw<MappingException>(() => _folder.ReadMapping()).Message;

    [Fact]
    public void A_wrong_column_is_named_with_the_header_that_is_there()
    {
        _folder.Mapping = _folder.Mapping.Replace("number: No", "number: CustKey");

        Refusal().ShouldContain("customers.columns.number names the column \"CustKey\", but customers.csv has no such column. Its header (line 1) says: No, Full Name, City");
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        _folder.Mapping = _folder.Mapping.Replace("source: shop", "source: ''").Replace("orderedOn: Date", "orderdOn: Date");

        var lines = Refusal().Split(Environment.NewLine);
        lines.ShouldContain(line => line.Contains("source is \"\""));
        lines.ShouldContain(line => line.Contains("orders.columns has no orderedOn"));
        lines.ShouldContain(line => line.Contains("orders.columns.orderdOn is unknown"));
    }

    [Theory]
    [InlineData("customers.csv", "nobody.csv", "there is no nobody.csv")]
    [InlineData("negativeQuantity: return", "negativeQuantity: keep", "expected return or reject")]
    [InlineData("source: shop", "source: shop\nencoding: klingon", "encoding \"klingon\" is unknown")]
    [InlineData("source: shop", "sauce: shop", "sauce")]
    [InlineData("source: shop", "source: [", "line")]
    public void A_mistake_is_refused_by_name(string before, string after, string message)
    {
        _folder.Mapping = _folder.Mapping.Replace(before, after);

        Refusal().ShouldContain(message);
    }

    [Fact]
    public void A_missing_mapping_says_how_to_name_one() =>
        Should.Throw<MappingException>(() => MappingReader.Read(_folder.Path, null)).Message.ShouldContain("--mapping");

    [Fact]
    public void The_committed_example_is_accepted_by_the_rules()
    {
        var example = Path.Combine(AppContext.BaseDirectory, "adventureworks.yaml");
        _folder.Write("DimCustomer.csv", "CustomerKey,City,Full Name\n");
        _folder.Write("DIMProduct.csv", "ProductKey, Product Name\n");
        _folder.Write("FactInternetSales.csv", "ProductKey,OrderDateKey,CustomerKey,Sales Order Number,Sales Amount\n");

        MappingReader.Read(_folder.Path, example).Source.ShouldBe("adventureworks");
    }
}
