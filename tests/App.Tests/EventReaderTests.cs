using System.Text;
using System.Text.Json.Nodes;
using CrmInsights.App.Events;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Tests;

public sealed class EventReaderTests
{
    static readonly EventReader s_reader = new(Sample.Organization, new DateTimeOffset(2026, 5, 3, 12, 0, 0, TimeSpan.Zero));

    static RowState Row(JsonObject json) => s_reader.Read(Sample.Bytes(json), batch: false).Single().Row;

    static EventFaultException Fault(string body, bool batch = false) =>
        Should.Throw<EventFaultException>(() => s_reader.Read(Encoding.UTF8.GetBytes(body), batch));

    static JsonObject Kind(string kind) => kind switch
    {
        "account" => Sample.AccountChanged(),
        "order" => Sample.OrderChanged(),
        "line" => Sample.LineChanged(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    [Fact]
    public void Reads_an_account() => Row(Sample.AccountChanged(5)).ShouldBe(new CustomerRow(new CustomerKey("account", Sample.Account), 5)
    {
        CreatedOn = new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero),
        IndustryCode = 7,
        Country = "DE",
        Employees = 12,
        Revenue = 1000.5m,
        ProfilingStatus = 712340000,
    });

    [Fact]
    public void Reads_an_order() => Row(Sample.OrderChanged(6)).ShouldBe(new OrderRow(Sample.Order, 6)
    {
        Customer = new CustomerKey("account", Sample.Account),
        OrderedOn = new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero),
        ExchangeRate = 1.25m,
        TotalBase = 100.25m,
    });

    [Fact]
    public void Reads_an_order_line() => Row(Sample.LineChanged(7)).ShouldBe(new OrderLineRow(Sample.Line, 7, Sample.Order)
    {
        ProductId = Sample.Product,
        Quantity = 2,
        PriceBase = 50,
        AmountBase = 100,
    });

    [Fact]
    public void Reads_an_answer_to_an_offer() =>
        Row(Sample.OfferAnswered(Sample.Account, Sample.Product, (712340002, 8))).ShouldBe(new OfferRow(Sample.Line, 8)
        {
            Customer = new CustomerKey("account", Sample.Account),
            ProductId = Sample.Product,
            Answer = 712340002,
            Reason = 712340001,
            AnsweredOn = new DateTimeOffset(2026, 5, 3, 11, 0, 0, TimeSpan.Zero),
        });

    [Theory]
    [InlineData("offer", "ci_offer")]
    [InlineData("account", "account")]
    [InlineData("contact", "contact")]
    [InlineData("order", "salesorder")]
    [InlineData("orderline", "salesorderdetail")]
    public void Reads_a_deletion(string thing, string table) =>
        Row(Sample.Deleted(thing, table, Sample.Order)).ShouldBe(new DeletedRow(table, Sample.Order));

    [Fact]
    public void The_former_customer_of_a_moved_order_is_concerned_too()
    {
        var json = Sample.OrderChanged();
        json["data"]!["formerCustomerId"] = Sample.Product;
        json["data"]!["formerCustomerTable"] = "contact";

        s_reader.Read(Sample.Bytes(json), batch: false).Single().AlsoDirty.ShouldBe([new CustomerKey("contact", Sample.Product)]);
    }

    [Fact]
    public void Reads_a_batch_in_order() =>
        s_reader.Read(Sample.Bytes(new JsonArray(Sample.AccountChanged(), Sample.OrderChanged())), batch: true)
            .Select(item => item.Type).ShouldBe(["crminsights.account.changed", "crminsights.order.changed"]);

    [Fact]
    public void A_version_may_be_a_number()
    {
        var json = Sample.AccountChanged();
        json["version"] = 9007199254740993L;

        Row(json).Version.ShouldBe(9007199254740993L);
    }

    /// <summary>One wrong value a line: where it lies, what it holds, and what the message must name.</summary>
    [Theory]
    [InlineData("account", "specversion", "\"0.3\"", "specversion")]
    [InlineData("account", "id", "\"\"", "id is")]
    [InlineData("account", "id", null, "id is missing")]
    [InlineData("account", "id", "7", "id is 7")]
    [InlineData("account", "type", "\"crminsights.invoice.changed\"", "crminsights.invoice.changed")]
    [InlineData("account", "type", "\"crminsights.sale.recorded\"", "crminsights.sale.recorded")]
    [InlineData("account", "time", "\"yesterday\"", "time is")]
    [InlineData("account", "time", "\"2026-05-05T00:00:00Z\"", "future")]
    [InlineData("account", "subject", "\"contact/aaaaaaaa-0000-0000-0000-000000000001\"", "subject")]
    [InlineData("account", "subject", "\"account/aaaaaaaa-0000-0000-0000-000000000002\"", "subject")]
    [InlineData("account", "version", null, "version is missing")]
    [InlineData("account", "version", "\"-1\"", "version")]
    [InlineData("account", "version", "1.5", "version")]
    [InlineData("account", "version", "\"9223372036854775807\"", "version")]
    [InlineData("account", "data", null, "data is missing")]
    [InlineData("account", "data", "[]", "data is []")]
    [InlineData("account", "data.accountId", null, "data.accountId is missing")]
    [InlineData("account", "data.accountId", "\"00000000-0000-0000-0000-000000000000\"", "data.accountId")]
    [InlineData("account", "data.accountId", "\"{aaaaaaaa-0000-0000-0000-000000000001}\"", "data.accountId")]
    [InlineData("account", "data.stateCode", "2", "data.stateCode is 2")]
    [InlineData("account", "data.stateCode", "\"0\"", "data.stateCode")]
    [InlineData("account", "data.createdOn", "\"1753-01-01\"", "data.createdOn")]
    [InlineData("account", "data.employees", "-1", "data.employees")]
    [InlineData("account", "data.employees", "1e99", "data.employees")]
    [InlineData("account", "data.revenue", "1e20", "data.revenue")]
    [InlineData("account", "data.country", "5", "data.country")]
    [InlineData("account", "data.profilingStatus", "3", "data.profilingStatus is 3")]
    [InlineData("order", "data.customerTable", "\"lead\"", "account or contact")]
    [InlineData("order", "data.customerTable", null, "data.customerTable is missing")]
    [InlineData("order", "data.orderedOn", "\"2026-05-05T00:00:00Z\"", "future")]
    [InlineData("order", "data.orderedOn", null, "data.orderedOn is missing")]
    [InlineData("order", "data.stateCode", "5", "data.stateCode is 5")]
    [InlineData("order", "data.exchangeRate", "0", "data.exchangeRate is 0")]
    [InlineData("order", "data.totalBase", "\"100\"", "data.totalBase")]
    [InlineData("line", "data.productId", null, "writeIn")]
    [InlineData("line", "data.writeIn", "true", "writeIn")]
    [InlineData("line", "data.writeIn", "1", "data.writeIn is 1")]
    [InlineData("line", "data.orderId", null, "data.orderId is missing")]
    [InlineData("line", "data.quantity", "\"two\"", "data.quantity")]
    [InlineData("line", "data.formerOrderId", "\"x\"", "data.formerOrderId")]
    public void Names_the_field_at_fault(string kind, string path, string? value, string words)
    {
        var json = Kind(kind);
        var owner = path.StartsWith("data.", StringComparison.Ordinal) ? json["data"]!.AsObject() : json;
        var name = path.Replace("data.", "", StringComparison.Ordinal);
        owner.Remove(name);
        if (value is not null) owner[name] = JsonNode.Parse(value);

        var fault = Fault(json.ToJsonString());

        fault.Status.ShouldBe(400);
        fault.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("{", false)]
    [InlineData("null", false)]
    [InlineData("[]", false)]
    [InlineData("[]", true)]
    [InlineData("{}", true)]
    [InlineData("[5]", true)]
    public void Refuses_what_is_no_event(string body, bool batch) => Fault(body, batch).Status.ShouldBe(400);

    [Fact]
    public void One_bad_event_of_a_batch_is_named_by_its_place()
    {
        var bad = Sample.OrderChanged();
        bad["data"]!["stateCode"] = 9;

        Fault(new JsonArray(Sample.AccountChanged(), bad).ToJsonString(), batch: true).Message.ShouldStartWith("[1].data.stateCode is 9");
    }

    [Fact]
    public void Another_environment_is_turned_away_with_both_names()
    {
        var json = Sample.AccountChanged();
        json["source"] = "/dataverse/11111111-1111-1111-1111-111111111111";

        var fault = Fault(json.ToJsonString());

        fault.Status.ShouldBe(403);
        fault.Message.ShouldContain("11111111-1111-1111-1111-111111111111");
        fault.Message.ShouldContain(Sample.Organization.ToString());
    }
}
