using CrmInsights.Local.Import;
using CrmInsights.Local.Import.Csv;

namespace CrmInsights.Local.Tests.Import;

public sealed class CsvCompanyTests : IDisposable
{
    readonly CsvFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Puts_the_lines_of_an_order_together_wherever_they_stand()
    {
        var (_, orders, rejected) = _folder.Read();

        rejected.ShouldBeEmpty();
        orders.Select(order => order.Number).ShouldBe(["101", "100"], ignoreOrder: true);
        var order = orders.Single(order => order.Number == "100");
        order.Customer.ShouldBe("1");
        order.OrderedOn.ShouldBe(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        order.Lines.ShouldBe([new LineData("A", 2, 1.50m, 0), new LineData("B", 1, 2, 0)]);
    }

    [Fact]
    public void Takes_orders_and_lines_from_one_file_with_quantity_1()
    {
        _folder.Mapping = _folder.Mapping.Replace("file: orders.csv", "file: lines.csv").Replace("quantity: Units, ", "").Replace("discount: Off", "");
        _folder.Lines = "Order,Customer,Date,SKU,Price\n100,1,2026-01-02,A,1.5\n101,2,2026-02-03,B,2\n100,1,2026-01-02,B,2\n";

        var (_, orders, rejected) = _folder.Read();

        rejected.ShouldBeEmpty();
        orders.Select(order => (order.Number, order.Lines.Count)).ShouldBe([("101", 1), ("100", 2)]);
        orders.SelectMany(order => order.Lines).ShouldAllBe(line => line.Quantity == 1);
    }

    [Fact]
    public void Reads_a_byte_order_mark_and_blanks_in_header_names()
    {
        _folder.Customers = "\uFEFFNo, Full Name ,City\r\n1, Ada Ltd ,Leeds\r\n2,Bob,\r\n";

        var (customers, _, rejected) = _folder.Read();

        rejected.ShouldBeEmpty();
        customers[0].Name.ShouldBe("Ada Ltd");
        customers[1].City.ShouldBeNull();
    }

    [Fact]
    public void Reads_quoted_fields_with_separators_quotes_and_line_breaks()
    {
        _folder.Customers = "No,Full Name,City\n1,\"Ada, \"\"the first\"\"\nLtd\",Leeds\n2,Bob,\n";

        var (customers, _, rejected) = _folder.Read();

        rejected.ShouldBeEmpty();
        customers.Select(customer => customer.Name).ShouldBe(["Ada, \"the first\"\nLtd", "Bob"]);
        customers[1].Place.Line.ShouldBe(4);
    }

    [Fact]
    public void Reads_the_encoding_that_the_mapping_names()
    {
        _folder.Mapping = _folder.Mapping.Replace("source: shop", "source: shop\nencoding: iso-8859-1");
        _folder.ReadMapping();
        File.WriteAllBytes(Path.Combine(_folder.Path, "customers.csv"), System.Text.Encoding.Latin1.GetBytes("No,Full Name,City\n1,Müller,Köln\n"));

        var mapping = MappingReader.Read(_folder.Path, null);
        using var rejects = new Rejects(Path.Combine(_folder.Path, "rejected.csv"));

        new CsvCompany(mapping, rejects, TimeProvider.System).ReadCustomers().Single().Name.ShouldBe("Müller");
    }

    [Fact]
    public void A_broken_line_costs_itself_only()
    {
        _folder.Customers = "No,Full Name,City\n1,Ada Ltd\n2,Bob,\n3,\"Open,Leeds\n4,Dora,York\n";

        var (customers, _, rejected) = _folder.Read();

        customers.Select(customer => customer.Number).ShouldBe(["2", "4"]);
        rejected.Count(line => line.StartsWith("customers.csv,")).ShouldBe(2);
        rejected[0].ShouldContain("customers.csv,2,,the line has 2 columns".Split(',')[3]);
        rejected[1].ShouldContain("customers.csv,4,");
        rejected[1].ShouldContain("does not close");
    }

    [Fact]
    public void Rejects_an_unknown_customer_with_line_and_column()
    {
        _folder.Orders = "Order,Customer,Date\n100,1,2026-01-02\n101,77,2026-02-03\n";

        var (_, orders, rejected) = _folder.Read();

        orders.Single().Number.ShouldBe("100");
        rejected[0].ShouldStartWith("orders.csv,3,Customer,the customer 77 is unknown");
        rejected[1].ShouldStartWith("lines.csv,3,Order,the order 101 is unknown or was rejected");
    }

    [Fact]
    public void Rejects_a_date_in_the_future()
    {
        _folder.Orders = "Order,Customer,Date\n100,1,2026-05-03\n101,2,2026-05-04\n";

        var (_, orders, rejected) = _folder.Read();

        orders.Single().Number.ShouldBe("100");
        rejected[0].ShouldContain("2026-05-04 is in the future");
    }

    [Theory]
    [InlineData("return", 2)]
    [InlineData("reject", 1)]
    public void A_negative_quantity_is_a_return_or_a_reject_by_the_mapping(string setting, int lines)
    {
        _folder.Mapping = _folder.Mapping.Replace("negativeQuantity: return", $"negativeQuantity: {setting}");
        _folder.Lines = "Order,SKU,Units,Price,Off\n100,A,2,1.50,\n100,B,-1,2,\n";

        var (_, orders, rejected) = _folder.Read();

        orders.Single(order => order.Number == "100").Lines.Count.ShouldBe(lines);
        rejected.Count.ShouldBe(2 - lines);
    }

    [Theory]
    [InlineData("100,A,zero,1,", "Units", "is no number")]
    [InlineData("100,A,0,1,", "Units", "the quantity is 0")]
    [InlineData("100,Z,1,1,", "SKU", "the product Z is unknown")]
    [InlineData("100,A,1,,", "Price", "the field is empty")]
    public void Rejects_a_line_that_cannot_be_read_and_keeps_the_others(string line, string column, string reason)
    {
        _folder.Lines = $"Order,SKU,Units,Price,Off\n100,B,1,2,\n{line}\n";

        var (_, orders, rejected) = _folder.Read();

        orders.Single(order => order.Number == "100").Lines.Count.ShouldBe(1);
        rejected.Single().ShouldStartWith($"lines.csv,3,{column},");
        rejected.Single().ShouldContain(reason);
    }

    [Fact]
    public void Keeps_the_first_of_two_customers_with_one_number()
    {
        _folder.Customers = "No,Full Name,City\n1,Ada,\n2,Bob,\n1,Eve,\n";

        var (customers, _, rejected) = _folder.Read();

        customers.Select(customer => customer.Name).ShouldBe(["Ada", "Bob"]);
        rejected.Single().ShouldContain("stands in the file twice");
    }

    [Fact]
    public void Finds_the_date_of_the_last_order() =>
        CsvCompany.LastEvent(_folder.ReadMapping()).ShouldBe(new DateTimeOffset(2026, 2, 3, 0, 0, 0, TimeSpan.Zero));
}
