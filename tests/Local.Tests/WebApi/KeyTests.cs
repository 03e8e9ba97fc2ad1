using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 3: addresses by alternate key.</summary>
public sealed class KeyTests : WebApiTest
{
    private protected override Task<WebApiHost> Start() => WebApiHost.StartAsync(prepare: organization =>
        organization.Tables["account"].Keys.Add(new AlternateKey("account_number_employees", ["accountnumber", "numberofemployees"])));

    protected override Task Arrange() => Host.Create("products", new { productnumber = "O'Hara 1/2", name = "Beer" });

    [Fact]
    public async Task A_row_is_read_by_its_key()
    {
        (await Host.Json("products(productnumber='O''Hara 1%2F2')?$select=name")).Text("name").ShouldBe("Beer");
        await Host.Get("products(productnumber='none')").ShouldFail(404, "0x80060891");
    }

    [Fact]
    public async Task The_primary_key_may_be_named()
    {
        var id = await Host.Create("accounts", new { name = "A" });
        (await Host.Json($"accounts(accountid={id})")).Text("name").ShouldBe("A");
    }

    [Fact]
    public async Task Upsert_by_key_creates_with_the_key_and_then_updates()
    {
        var created = await Host.Patch("products(productnumber='P2')", new { name = "Wine" });
        ((int)created.StatusCode).ShouldBe(204);
        var updated = await Host.Patch("products(productnumber='P2')", new { name = "Red wine" });
        updated.EntityId().ShouldBe(created.EntityId());
        var row = await Host.Json($"products({created.EntityId()})");
        (row.Text("name"), row.Text("productnumber")).ShouldBe(("Red wine", "P2"));
    }

    [Fact]
    public async Task Conditions_hold_for_keys()
    {
        await Host.Patch("products(productnumber='none')", new { name = "X" }, ("If-Match", "*")).ShouldFail(404, "0x80060891");
        await Host.Patch("products(productnumber='O''Hara 1%2F2')", new { name = "X" }, ("If-None-Match", "*")).ShouldFail(412, "0x80040237");
        await Host.Send(HttpMethod.Delete, "products(productnumber='none')").ShouldFail(404, "0x80060891");
    }

    [Fact]
    public async Task A_key_of_two_columns_works_in_any_order()
    {
        var created = await Host.Patch("accounts(accountnumber='A1',numberofemployees=5)", new { name = "A" });
        ((int)created.StatusCode).ShouldBe(204);
        (await Host.Json("accounts(numberofemployees=5,accountnumber='A1')")).Text("name").ShouldBe("A");
    }

    [Fact]
    public async Task Columns_that_are_no_key_are_refused() =>
        (await Host.Get("accounts(name='A')").ShouldFail(400, "0x80060888")).ShouldContain("The key in the request URI is not valid for resource");

    [Fact]
    public async Task A_clash_of_keys_is_412() =>
        await Host.Post("products", new { productnumber = "O'Hara 1/2", name = "Ale" }).ShouldFail(412, "0x80060892");
}
