namespace CrmInsights.Plugins;

/// <summary>Post-operation, asynchronous, Create, Update and Delete of salesorderdetail: forwards the state of the order line.</summary>
public sealed class ForwardOrderLine : CapturePlugin
{
    static readonly string[] s_columns =
        ["salesorderid", "productid", "quantity", "priceperunit_base", "manualdiscountamount_base", "extendedamount_base"];

    public ForwardOrderLine(string? unsecure, string? secure) : base(unsecure, secure)
    {
    }

    private protected override InsightEvent? Describe(Capture capture)
    {
        var before = capture.Before?.Reference("salesorderid");
        if (capture.IsDelete) return InsightEvent.Deleted("orderline", capture, parent: before);
        if (capture.ReadRow(s_columns) is not { } line) return null;

        var order = line.Reference("salesorderid");
        var product = line.Reference("productid");
        return InsightEvent.Changed("orderline", capture, line, new EventData
        {
            { "lineId", line.Id },
            { "orderId", order?.Id },
            { "productId", product?.Id },
            { "writeIn", product is null ? true : null }, // its description is free text and stays here
            { "quantity", line.Amount("quantity") ?? 0m },
            { "priceBase", line.Amount("priceperunit_base") ?? 0m },
            { "discountBase", line.Amount("manualdiscountamount_base") ?? 0m },
            { "amountBase", line.Amount("extendedamount_base") ?? 0m },
            { "formerOrderId", before?.Id == order?.Id ? null : before?.Id },
        });
    }
}
