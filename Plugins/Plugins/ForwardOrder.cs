namespace CrmInsights.Plugins;

/// <summary>
/// Post-operation, asynchronous, Create, Update and Delete of salesorder: forwards the order's state. The unsecure configuration may name the
/// column that counts as the order date, for example <c>orderDate=datefulfilled</c>.
/// </summary>
public sealed class ForwardOrder : CapturePlugin
{
    static readonly string[] s_columns =
    [
        "customerid", OrderDate.DefaultColumn, "statecode", "transactioncurrencyid", "exchangerate", "totalamount_base", "totaldiscountamount_base",
    ];

    readonly OrderDate _orderDate;

    public ForwardOrder(string? unsecure, string? secure) : base(unsecure, secure) => _orderDate = new OrderDate(Setting);

    private protected override InsightEvent? Describe(Capture capture)
    {
        var before = capture.Before?.Reference("customerid");
        if (capture.IsDelete) return InsightEvent.Deleted("order", capture, parent: before);
        if (capture.ReadRow(_orderDate.AddedTo(s_columns)) is not { } order) return null;
        if (order.Reference("customerid") is not { } customer) return null; // says nothing about anyone

        var former = before is null || before.Equals(customer) ? null : before;
        return InsightEvent.Changed("order", capture, order, new EventData
        {
            { "orderId", order.Id },
            { "customerId", customer.Id },
            { "customerTable", customer.LogicalName },
            { "orderedOn", _orderDate.Of(order) },
            { "stateCode", order.Choice("statecode") },
            { "currencyId", order.Reference("transactioncurrencyid")?.Id },
            { "exchangeRate", order.Amount("exchangerate") },
            { "totalBase", order.Amount("totalamount_base") ?? 0m },
            { "discountBase", order.Amount("totaldiscountamount_base") ?? 0m },
            { "formerCustomerId", former?.Id },
            { "formerCustomerTable", former?.LogicalName },
        });
    }
}
