using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.Embedded.Messages;

public sealed class OrderTests
{
    [Fact]
    public async Task Lines_roll_up_into_their_order()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var order = await OrderAsync(organization);

        await LineAsync(organization, order, quantity: 3, price: 9.99m, discount: 1.50m);
        await LineAsync(organization, order, quantity: 1, price: 2181.5625m, discount: 0);

        var row = (await organization.FindAsync("salesorder", order))!;
        row["totallineitemamount"].ShouldBe(3 * 9.99m - 1.50m + 2181.5625m);
        row["totallineitemdiscountamount"].ShouldBe(1.50m);
        row["totalamount_base"].ShouldBe(row["totalamount"]);
    }

    [Fact]
    public async Task Deleting_an_order_deletes_its_lines()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var order = await OrderAsync(organization);
        var line = await LineAsync(organization, order, quantity: 3, price: 9.99m, discount: 0);

        await organization.DeleteAsync("salesorder", order);

        (await organization.FindAsync("salesorderdetail", line)).ShouldBeNull();
    }

    [Fact]
    public async Task An_account_with_orders_is_not_deleted()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var order = (await organization.FindAsync("salesorder", await OrderAsync(organization)))!;

        var fault = await organization.FaultOfAsync(() => organization.DeleteAsync("account", ((Lookup)order["customerid"]!).Id));

        fault.ShouldBe(FaultCode.CannotDeleteDueToAssociation);
    }

    [Fact]
    public async Task Amounts_in_a_foreign_currency_have_a_twin_in_the_base_currency()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var euro = await organization.CreateAsync("transactioncurrency", new()
        {
            ["currencyname"] = "Euro",
            ["isocurrencycode"] = "EUR",
            ["exchangerate"] = 0.8m,
        });
        var order = await OrderAsync(organization, new() { ["transactioncurrencyid"] = new Lookup("transactioncurrency", euro) });

        var line = await LineAsync(organization, order, quantity: 2, price: 100, discount: 0);

        (await organization.FindAsync("salesorderdetail", line))!["extendedamount_base"].ShouldBe(250m);
        (await organization.FindAsync("salesorder", order))!["totalamount_base"].ShouldBe(250m);
    }

    static async Task<Guid> OrderAsync(TestOrganization organization, Dictionary<string, object?>? values = null)
    {
        var account = await organization.CreateAsync("account", new() { ["name"] = "Buyer" });
        return await organization.CreateAsync("salesorder", new(values ?? []) { ["customerid"] = new Lookup("account", account) });
    }

    static Task<Guid> LineAsync(TestOrganization organization, Guid order, decimal quantity, decimal price, decimal discount) =>
        organization.CreateAsync("salesorderdetail", new()
        {
            ["salesorderid"] = new Lookup("salesorder", order),
            ["productdescription"] = "Bolts",
            ["quantity"] = quantity,
            ["priceperunit"] = price,
            ["manualdiscountamount"] = discount,
        });
}
