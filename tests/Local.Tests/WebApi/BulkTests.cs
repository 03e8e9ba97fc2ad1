using System.Text.Json.Nodes;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 8.</summary>
public sealed class BulkTests : WebApiTest
{
    const string Type = "Microsoft.Dynamics.CRM.account";

    [Fact]
    public async Task CreateMultiple_answers_the_ids_in_order()
    {
        var body = Targets(Account("A"), Account("B"), Account("C"));
        var answer = await (await Host.Post($"accounts/Microsoft.Dynamics.CRM.CreateMultiple", body)).Json();
        answer.Text("@odata.context").ShouldBe(Host.Root + "$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse");
        var names = new List<string>();
        foreach (var id in answer["Ids"]!.AsArray()) names.Add((await Host.Json($"accounts({id})")).Text("name"));
        names.ShouldBe(["A", "B", "C"]);
    }

    [Fact]
    public async Task One_bad_row_undoes_all()
    {
        await Host.Post("accounts/Microsoft.Dynamics.CRM.CreateMultiple", Targets(Account("A"), Account(new string('x', 200)))).ShouldFail(400, "0x80044331");
        (await Host.Rows("accounts")).ShouldBeEmpty();
    }

    [Fact]
    public async Task UpdateMultiple_updates_rows_that_exist()
    {
        var (a, b) = (await Host.Create("accounts", new { name = "A" }), await Host.Create("accounts", new { name = "B" }));
        await Host.Post("accounts/Microsoft.Dynamics.CRM.UpdateMultiple", Targets(With(Account("A2"), "accountid", a), With(Account("B2"), "accountid", b))).ShouldBe(204);
        (await Host.Rows("accounts?$orderby=name")).Texts("name").ShouldBe(["A2", "B2"]);

        var unknown = With(Account("C"), "accountid", Guid.NewGuid());
        await Host.Post("accounts/Microsoft.Dynamics.CRM.UpdateMultiple", Targets(With(Account("A3"), "accountid", a), unknown)).ShouldFail(404, "0x80040217");
        (await Host.Rows("accounts?$orderby=name")).Texts("name").ShouldBe(["A2", "B2"]);
    }

    [Fact]
    public async Task UpsertMultiple_takes_ids_and_alternate_keys()
    {
        const string Product = "Microsoft.Dynamics.CRM.product";
        var body = Targets(
            new JsonObject { ["@odata.type"] = Product, ["@odata.id"] = "products(productnumber='P1')", ["name"] = "Beer" },
            new JsonObject { ["@odata.type"] = "#" + Product, ["productnumber"] = "P2", ["name"] = "Wine" },
            new JsonObject { ["@odata.type"] = Product, ["productid"] = Guid.NewGuid(), ["productnumber"] = "P3", ["name"] = "Ale" });
        await Host.Post("products/Microsoft.Dynamics.CRM.UpsertMultiple", body).ShouldBe(204);
        await Host.Post("products/Microsoft.Dynamics.CRM.UpsertMultiple", body).ShouldBe(204);
        (await Host.Rows("products?$orderby=productnumber")).Texts("name").ShouldBe(["Beer", "Wine", "Ale"]);
    }

    [Theory]
    [InlineData("""{"Targets":[{"name":"A"}]}""", "Targets[0] has the @odata.type ''")]
    [InlineData("""{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.contact"}]}""", "expected 'Microsoft.Dynamics.CRM.account'")]
    [InlineData("""{"Targets":[5]}""", "Targets[0]")]
    [InlineData("""{"Targets":[]}""", "empty")]
    [InlineData("""{"Targets":{}}""", "'Targets'")]
    [InlineData("""{}""", "'Targets'")]
    public async Task The_body_must_hold_typed_targets(string body, string hint)
    {
        foreach (var message in new[] { "CreateMultiple", "UpdateMultiple", "UpsertMultiple" })
            (await Host.Post("accounts/Microsoft.Dynamics.CRM." + message, body).ShouldFail(400, "0x80048d19")).ShouldContain(hint);
    }

    [Fact]
    public async Task A_row_to_update_must_be_named() =>
        (await Host.Post("accounts/Microsoft.Dynamics.CRM.UpdateMultiple", Targets(Account("A"))).ShouldFail(400, "0x80048d19")).ShouldContain("accountid");

    [Theory]
    [InlineData("POST", "accounts/Microsoft.Dynamics.CRM.DeleteMultiple", "Microsoft.Dynamics.CRM.DeleteMultiple")]
    [InlineData("POST", "WinOpportunity", "WinOpportunity")]
    [InlineData("GET", "GlobalOptionSetDefinitions", "GlobalOptionSetDefinitions")]
    public async Task Messages_that_are_not_there_answer_501_and_their_name(string method, string target, string name) =>
        (await Host.Send(new HttpMethod(method), target, method == "POST" ? "{}" : null).ShouldFail(501, "0x80040800")).ShouldContain(name);

    static JsonObject Account(string name) => new() { ["@odata.type"] = Type, ["name"] = name };

    static JsonObject With(JsonObject row, string property, Guid id)
    {
        row[property] = id;
        return row;
    }

    static JsonObject Targets(params JsonNode[] rows) => new() { ["Targets"] = new JsonArray(rows) };
}
