using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class ForwardOrderLineTests : StepTest
{
    readonly Guid _id = Guid.NewGuid();
    readonly EntityReference _order = new("salesorder", Guid.NewGuid());
    readonly EntityReference _product = new("product", Guid.NewGuid());

    [Fact]
    public void A_line_is_told_with_its_order_product_and_amounts()
    {
        Run(new ForwardOrderLine(null, Samples.Key), "salesorderdetail", Samples.OrderLine(_id, _order, _product));

        App.Only.Type.ShouldBe("crminsights.orderline.changed");
        App.Only.Data.GetRawText().ShouldBe($$"""
            {"lineId":"{{_id}}","orderId":"{{_order.Id}}","productId":"{{_product.Id}}","quantity":2.5,"priceBase":10,
            "discountBase":1,"amountBase":24}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void A_write_in_is_told_as_such_without_its_text()
    {
        Run(new ForwardOrderLine(null, Samples.Key), "salesorderdetail", Samples.OrderLine(_id, _order, product: null));

        App.Only.Data.GetProperty("writeIn").GetBoolean().ShouldBeTrue();
        App.Only.Data.TryGetProperty("productId", out _).ShouldBeFalse();
    }

    [Fact]
    public void An_amount_that_Dataverse_left_empty_is_zero()
    {
        Run(new ForwardOrderLine(null, Samples.Key), "salesorderdetail", new Entity("salesorderdetail", _id) { ["salesorderid"] = _order, ["versionnumber"] = 1L });

        foreach (var amount in new[] { "quantity", "priceBase", "discountBase", "amountBase" })
            App.Only.Data.GetProperty(amount).GetDecimal().ShouldBe(0);
    }

    [Fact]
    public void A_moved_line_names_the_former_order()
    {
        var former = new EntityReference("salesorder", Guid.NewGuid());
        Context.PreEntityImages.Add("pre", new Entity("salesorderdetail", _id) { ["salesorderid"] = former });

        Run(new ForwardOrderLine(null, Samples.Key), "salesorderdetail", Samples.OrderLine(_id, _order, _product));

        App.Only.Data.GetProperty("formerOrderId").GetGuid().ShouldBe(former.Id);
    }

    [Fact]
    public void A_deleted_line_names_its_order()
    {
        Context.PreEntityImages.Add("pre", new Entity("salesorderdetail", Context.PrimaryEntityId) { ["salesorderid"] = _order });

        Run(new ForwardOrderLine(null, Samples.Key), "salesorderdetail", row: null, "Delete");

        App.Only.Type.ShouldBe("crminsights.orderline.deleted");
        App.Only.Data.GetProperty("parentId").GetGuid().ShouldBe(_order.Id);
    }
}
