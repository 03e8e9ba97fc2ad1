namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference sections 3 and 4.</summary>
public sealed class UpdateTests : WebApiTest
{
    const string Unknown = "accounts(99999999-9999-9999-9999-999999999999)";

    Guid _id;

    protected override async Task Arrange() => _id = await Host.Create("accounts", new { name = "A", numberofemployees = 1 });

    [Fact]
    public async Task Patch_changes_only_what_it_carries()
    {
        var response = await Host.Patch($"accounts({_id})", new { numberofemployees = 2 });
        ((int)response.StatusCode).ShouldBe(204);
        response.EntityId().ShouldBe(_id);
        var row = await Host.Json($"accounts({_id})");
        (row.Text("name"), row["numberofemployees"]!.GetValue<int>()).ShouldBe(("A", 2));
    }

    [Fact]
    public async Task Representation_answers_200_for_an_update_and_201_for_a_create()
    {
        var updated = await Host.Patch($"accounts({_id})?$select=name", new { name = "B" }, ("Prefer", "return=representation"));
        ((int)updated.StatusCode).ShouldBe(200);
        (await updated.Json()).Text("name").ShouldBe("B");
        ((int)(await Host.Patch(Unknown, new { name = "C" }, ("Prefer", "return=representation"))).StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task Patch_without_a_condition_is_an_upsert()
    {
        await Host.Patch(Unknown, new { name = "New" }).ShouldBe(204);
        (await Host.Json(Unknown)).Text("name").ShouldBe("New");
    }

    [Fact]
    public async Task If_match_star_updates_only()
    {
        await Host.Patch(Unknown, new { name = "New" }, ("If-Match", "*")).ShouldFail(404, "0x80040217");
        await Host.Patch($"accounts({_id})", new { name = "New" }, ("If-Match", "*")).ShouldBe(204);
    }

    [Fact]
    public async Task If_none_match_star_creates_only()
    {
        await Host.Patch($"accounts({_id})", new { name = "New" }, ("If-None-Match", "*")).ShouldFail(412, "0x80040237");
        await Host.Patch(Unknown, new { name = "New" }, ("If-None-Match", "*")).ShouldBe(204);
    }

    [Fact]
    public async Task A_single_property_can_be_put_read_and_deleted()
    {
        await Host.Send(HttpMethod.Put, $"accounts({_id})/name", new { value = "B" }).ShouldBe(204);
        (await Host.Json($"accounts({_id})/name")).Text("value").ShouldBe("B");
        (await (await Host.Get($"accounts({_id})/name/$value")).Content.ReadAsStringAsync()).ShouldBe("B");
        await Host.Send(HttpMethod.Delete, $"accounts({_id})/name").ShouldBe(204);
        await Host.Get($"accounts({_id})/name").ShouldBe(204);
        await Host.Send(HttpMethod.Put, $"accounts({_id})/name", new { other = "B" }).ShouldFail(400, "0x80048d19");
        await Host.Send(HttpMethod.Put, $"accounts({_id})/_primarycontactid_value", new { value = _id }).ShouldFail(400, "0x80060888");
    }

    [Fact]
    public async Task Delete_answers_204_and_then_404()
    {
        await Host.Send(HttpMethod.Delete, $"accounts({_id})").ShouldBe(204);
        await Host.Send(HttpMethod.Delete, $"accounts({_id})").ShouldFail(404, "0x80040217");
        await Host.Get($"accounts({_id})").ShouldFail(404, "0x80040217");
    }

    [Fact]
    public async Task Delete_of_a_customer_with_orders_is_405()
    {
        await Host.Create("salesorders", new Dictionary<string, object> { ["name"] = "O", ["customerid_account@odata.bind"] = $"/accounts({_id})" });
        await Host.Send(HttpMethod.Delete, $"accounts({_id})").ShouldFail(405, "0x80040227");
    }

    [Theory]
    [InlineData("PATCH", "accounts")]
    [InlineData("DELETE", "accounts")]
    [InlineData("PUT", "accounts")]
    [InlineData("PUT", Unknown)]
    [InlineData("POST", Unknown)]
    [InlineData("POST", "WhoAmI")]
    [InlineData("GET", "$batch")]
    [InlineData("POST", "$metadata")]
    [InlineData("GET", "accounts/Microsoft.Dynamics.CRM.CreateMultiple")]
    public Task A_method_that_does_not_fit_is_405(string method, string target) =>
        Host.Send(new HttpMethod(method), target, method == "GET" ? null : new { name = "A" }).ShouldFail(405, "0x80060888");

    [Fact]
    public async Task The_body_cannot_rename_the_row() =>
        await Host.Patch($"accounts({_id})", new { accountid = Guid.Parse("11111111-2222-3333-4444-555555555555") }).ShouldFail(400, "0x80048d19");

    [Fact]
    public async Task Rows_below_cannot_be_created_by_an_update() =>
        await Host.Patch($"accounts({_id})", """{"primarycontactid":{"lastname":"A"}}""").ShouldFail(400, "0x80048d19");

    [Theory]
    [InlineData("""{"primarycontactid@odata.bind":null}""")]
    [InlineData("""{"primarycontactid":null}""")]
    public async Task A_lookup_is_emptied_by_null(string body)
    {
        await Host.Send(HttpMethod.Put, $"accounts({_id})/primarycontactid/$ref", await Contact()).ShouldBe(204);
        await Host.Patch($"accounts({_id})", body).ShouldBe(204);
        await Host.Get($"accounts({_id})/primarycontactid").ShouldBe(204);
    }

    [Fact]
    public async Task A_single_valued_reference_is_put_read_and_deleted()
    {
        var reference = await Contact();
        await Host.Send(HttpMethod.Put, $"accounts({_id})/primarycontactid/$ref", reference).ShouldBe(204);
        (await Host.Json($"accounts({_id})/primarycontactid/$ref")).Text("@odata.id").ShouldBe(reference["@odata.id"]);
        (await Host.Json($"accounts({_id})/primarycontactid?$select=lastname")).Text("lastname").ShouldBe("Lee");
        (await Host.Json($"accounts({_id})/primarycontactid/lastname")).Text("value").ShouldBe("Lee");
        await Host.Send(HttpMethod.Delete, $"accounts({_id})/primarycontactid/$ref").ShouldBe(204);
        await Host.Get($"accounts({_id})/primarycontactid/$ref").ShouldBe(204);
    }

    [Fact]
    public async Task A_collection_reference_is_posted_and_deleted_in_both_forms()
    {
        var (one, two) = (await Contact(), await Contact());
        var collection = $"accounts({_id})/contact_customer_accounts";
        await Host.Post(collection + "/$ref", one).ShouldBe(204);
        await Host.Post(collection + "/$ref", two).ShouldBe(204);
        (await Host.Rows(collection)).Count.ShouldBe(2);
        (await Host.Rows(collection + "/$ref")).Count.ShouldBe(2);
        await Host.Send(HttpMethod.Delete, $"{collection}/$ref?$id={one["@odata.id"]}").ShouldBe(204);
        await Host.Send(HttpMethod.Delete, $"{collection}({two["@odata.id"].Split('(', ')')[1]})/$ref").ShouldBe(204);
        (await Host.Rows(collection)).ShouldBeEmpty();
        await Host.Send(HttpMethod.Delete, $"{collection}/$ref").ShouldFail(400, "0x80060888");
        await Host.Post(collection + "/$ref", new Dictionary<string, string> { ["@odata.id"] = Host.Root + $"accounts({_id})" }).ShouldFail(400, "0x80060888");
    }

    async Task<Dictionary<string, string>> Contact() =>
        new() { ["@odata.id"] = $"{Host.Root}contacts({await Host.Create("contacts", new { lastname = "Lee" })})" };
}
