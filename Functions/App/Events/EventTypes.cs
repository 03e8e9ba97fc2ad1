using CrmInsights.Store.Rows;

namespace CrmInsights.App.Events;

/// <summary>The event types that are taken, each with the reader of its data.</summary>
static class EventTypes
{
    const int LongestName = 200;
    const string CustomerTables = "account or contact";

    public static IReadOnlyDictionary<string, Func<Fields, Fields, EventContent>> All { get; } = new Dictionary<string, Func<Fields, Fields, EventContent>>
    {
        ["crminsights.account.changed"] = (envelope, data) => Customer("account", envelope, data),
        ["crminsights.contact.changed"] = (envelope, data) => Customer("contact", envelope, data),
        ["crminsights.order.changed"] = Order,
        ["crminsights.orderline.changed"] = OrderLine,
        ["crminsights.offer.changed"] = Offer,
        ["crminsights.account.deleted"] = (_, data) => Deleted("account", data),
        ["crminsights.contact.deleted"] = (_, data) => Deleted("contact", data),
        ["crminsights.order.deleted"] = (_, data) => Deleted("salesorder", data),
        ["crminsights.orderline.deleted"] = (_, data) => Deleted("salesorderdetail", data),
        ["crminsights.offer.deleted"] = (_, data) => Deleted("ci_offer", data),
    };

    public static string TableOf(RowState row) => row switch
    {
        CustomerRow customer => customer.Key.Table,
        OrderRow => "salesorder",
        OrderLineRow => "salesorderdetail",
        ProductRow => "product",
        OfferRow => "ci_offer",
        DeletedRow deleted => deleted.Table,
        _ => throw new ArgumentOutOfRangeException(nameof(row), row.GetType().Name, "A row of no known table."),
    };

    static EventContent Customer(string table, Fields envelope, Fields data)
    {
        var row = new CustomerRow(new CustomerKey(table, data.Id(table + "Id")), envelope.Version("version"))
        {
            CreatedOn = data.OptionalTime("createdOn"),
            StateCode = data.Choice("stateCode", 0, 1),
            CurrencyId = data.OptionalId("currencyId"),
            IndustryCode = data.OptionalChoice("industryCode", 0, int.MaxValue),
            Country = data.OptionalText("country", LongestName),
            Employees = data.OptionalChoice("employees", 0, int.MaxValue),
            Revenue = data.OptionalAmount("revenue"),
            OwnerId = data.OptionalId("ownerId"),
            ParentAccountId = data.OptionalId("parentAccountId"),
            ProfilingStatus = data.OptionalChoice("profilingStatus", 712340000, 712340003),
        };
        // A request names the customer even where its row is known already, so that it is scored again.
        return data.OptionalId("rescoreRunId") is { } run ? new EventContent(row, [row.Key]) { Request = new ScoreRequest(run, row.Key) } : new EventContent(row, []);
    }

    static EventContent Order(Fields envelope, Fields data)
    {
        var row = new OrderRow(data.Id("orderId"), envelope.Version("version"))
        {
            Customer = CustomerOf(data, "customerId", "customerTable"),
            OrderedOn = data.Time("orderedOn"),
            StateCode = data.Choice("stateCode", 0, 4),
            CurrencyId = data.OptionalId("currencyId"),
            ExchangeRate = data.OptionalAmount("exchangeRate") ?? 1,
            TotalBase = data.Amount("totalBase"),
            DiscountBase = data.Amount("discountBase"),
        };
        if (row.ExchangeRate <= 0) throw data.Wrong("exchangeRate", "a number above 0");
        return new EventContent(row, CustomerOf(data, "formerCustomerId", "formerCustomerTable") is { } former ? [former] : []);
    }

    static EventContent OrderLine(Fields envelope, Fields data)
    {
        var product = data.OptionalId("productId");
        if (product is null != data.Flag("writeIn")) throw data.Wrong("productId", "a GUID, or writeIn true in its place");
        var row = new OrderLineRow(data.Id("lineId"), envelope.Version("version"), data.Id("orderId"))
        {
            ProductId = product,
            Quantity = data.Amount("quantity"),
            PriceBase = data.Amount("priceBase"),
            DiscountBase = data.Amount("discountBase"),
            AmountBase = data.Amount("amountBase"),
        };
        // The store knows the customer of the order the line belonged to; the field is only held to its form.
        data.OptionalId("formerOrderId");
        return new EventContent(row, []);
    }

    static EventContent Offer(Fields envelope, Fields data)
    {
        var row = new OfferRow(data.Id("offerId"), envelope.Version("version"))
        {
            Customer = CustomerOf(data, "customerId", "customerTable"),
            ProductId = data.OptionalId("productId"),
            Answer = data.OptionalChoice("answer", OfferAnswers.None, OfferAnswers.NotNow),
            Reason = data.OptionalChoice("reason", OfferAnswers.FirstReason, OfferAnswers.LastReason),
            AnsweredOn = data.OptionalTime("answeredOn"),
        };
        return new EventContent(row, CustomerOf(data, "formerCustomerId", "formerCustomerTable") is { } former ? [former] : []);
    }

    static EventContent Deleted(string table, Fields data)
    {
        var isCustomers = data.OptionalText("parentTable", LongestName) is "account" or "contact";
        var parent = isCustomers ? CustomerOf(data, "parentId", "parentTable") : null;
        return new EventContent(new DeletedRow(table, data.Id("id")), parent is { } customer ? [customer] : []);
    }

    static CustomerKey? CustomerOf(Fields data, string idField, string tableField)
    {
        if (data.OptionalId(idField) is not { } id) return null;
        var table = data.Text(tableField, LongestName);
        return table is "account" or "contact" ? new CustomerKey(table, id) : throw data.Wrong(tableField, CustomerTables);
    }
}
