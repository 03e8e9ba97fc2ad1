using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class ForwardOrderTests : StepTest
{
    readonly Guid _id = Guid.NewGuid();
    readonly EntityReference _customer = new("contact", Guid.NewGuid());

    [Fact]
    public void An_order_is_told_with_its_customer_date_and_amounts()
    {
        Run(new ForwardOrder(null, Samples.Key), "salesorder", Samples.Order(_id, _customer));

        App.Only.Type.ShouldBe("crminsights.order.changed");
        App.Only.Data.GetRawText().ShouldBe($$"""
            {"orderId":"{{_id}}","customerId":"{{_customer.Id}}","customerTable":"contact","orderedOn":"2025-01-02T03:04:05.000Z","stateCode":3,
            "currencyId":"{{Samples.Currency}}","exchangeRate":1.25,"totalBase":80.5,"discountBase":0}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void A_moved_order_names_the_former_customer()
    {
        var former = new EntityReference("account", Guid.NewGuid());
        Context.PreEntityImages.Add("pre", new Entity("salesorder", _id) { ["customerid"] = former });

        Run(new ForwardOrder(null, Samples.Key), "salesorder", Samples.Order(_id, _customer));

        App.Only.Data.GetProperty("customerId").GetGuid().ShouldBe(_customer.Id);
        App.Only.Data.GetProperty("formerCustomerId").GetGuid().ShouldBe(former.Id);
        App.Only.Data.GetProperty("formerCustomerTable").GetString().ShouldBe("account");
    }

    [Fact]
    public void An_order_that_stayed_names_no_former_customer()
    {
        Context.PreEntityImages.Add("pre", new Entity("salesorder", _id) { ["customerid"] = new EntityReference("contact", _customer.Id) });

        Run(new ForwardOrder(null, Samples.Key), "salesorder", Samples.Order(_id, _customer));

        App.Only.Data.TryGetProperty("formerCustomerId", out _).ShouldBeFalse();
    }

    [Fact]
    public void An_order_without_a_customer_says_nothing()
    {
        Run(new ForwardOrder(null, Samples.Key), "salesorder", Samples.Order(_id, customer: null));

        App.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void An_amount_that_Dataverse_left_empty_is_zero()
    {
        var order = new Entity("salesorder", _id) { ["customerid"] = _customer, ["createdon"] = Samples.CreatedOn, ["versionnumber"] = 1L };

        Run(new ForwardOrder(null, Samples.Key), "salesorder", order, "Create");

        App.Only.Data.GetProperty("totalBase").GetDecimal().ShouldBe(0);
        App.Only.Data.GetProperty("discountBase").GetDecimal().ShouldBe(0);
    }

    [Fact]
    public void A_deleted_order_names_its_customer()
    {
        Context.PreEntityImages.Add("pre", new Entity("salesorder", Context.PrimaryEntityId) { ["customerid"] = _customer });

        Run(new ForwardOrder(null, Samples.Key), "salesorder", row: null, "Delete");

        App.Only.Type.ShouldBe("crminsights.order.deleted");
        App.Only.Data.GetRawText().ShouldBe($$"""{"id":"{{Context.PrimaryEntityId}}","parentId":"{{_customer.Id}}","parentTable":"contact"}""");
    }

    [Theory]
    [InlineData("orderDate=datefulfilled", "2025-06-07T08:09:10.000Z")]
    [InlineData("orderDate=submitdate", "2025-01-02T03:04:05.000Z")] // empty on this order: when it was created
    [InlineData("", "2025-01-02T03:04:05.000Z")]
    public void The_order_date_is_the_column_that_the_step_names(string unsecure, string expected)
    {
        var order = Samples.Order(_id, _customer);
        order["datefulfilled"] = new DateTime(2025, 6, 7, 8, 9, 10, DateTimeKind.Utc);

        Run(new ForwardOrder(unsecure, Samples.Key), "salesorder", order);

        App.Only.Data.GetProperty("orderedOn").GetString().ShouldBe(expected);
    }

    [Fact]
    public void A_setting_that_is_not_understood_is_shown_with_what_was_expected()
    {
        var refusal = Refusal(new ForwardOrder("orderdate: submitdate", Samples.Key), "salesorder", Samples.Order(_id, _customer));

        refusal.Status.ShouldBe(OperationStatus.Failed);
        refusal.Message.ShouldContain("\"orderdate: submitdate\"");
        refusal.Message.ShouldContain("orderDate=datefulfilled");
    }
}
