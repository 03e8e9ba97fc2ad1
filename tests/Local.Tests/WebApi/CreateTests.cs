using System.Text.Json.Nodes;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 2.</summary>
public sealed class CreateTests : WebApiTest
{
    [Fact]
    public async Task Create_answers_204_with_the_address_of_the_row()
    {
        var response = await Host.Post("accounts", new { name = "A" });
        ((int)response.StatusCode).ShouldBe(204);
        response.Header("OData-EntityId").ShouldBe($"{Host.Root}accounts({response.EntityId()})");
        response.Header("OData-Version").ShouldBe("4.0");
        (await Host.Json($"accounts({response.EntityId()})")).Text("name").ShouldBe("A");
    }

    [Fact]
    public async Task Representation_answers_201_with_the_row_as_selected_and_without_the_address()
    {
        var response = await Host.Post("accounts?$select=name&$expand=primarycontactid($select=fullname)", new { name = "A" }, ("Prefer", "return=representation"));
        ((int)response.StatusCode).ShouldBe(201);
        response.Header("OData-EntityId").ShouldBeNull();
        response.Header("Preference-Applied").ShouldBe("return=representation");
        (await response.Json()).Select(member => member.Key).ShouldBe(["@odata.context", "@odata.etag", "name", "accountid", "primarycontactid"]);
    }

    [Fact]
    public async Task An_own_id_is_kept_and_cannot_be_used_twice()
    {
        var id = Guid.Parse("11111111-2222-3333-4444-555555555555");
        (await Host.Create("accounts", new { accountid = id, name = "A" })).ShouldBe(id);
        await Host.Post("accounts", new { accountid = id, name = "B" }).ShouldFail(412, "0x80040237");
    }

    [Theory]
    [InlineData("/contacts({0})")]
    [InlineData("contacts({0})")]
    [InlineData("http://anywhere.example/api/data/v9.1/contacts({0})")]
    public async Task A_bind_takes_relative_and_absolute_addresses(string form)
    {
        var contact = await Host.Create("contacts", new { lastname = "Lee" });
        var account = await Host.Create("accounts", Bind("primarycontactid", string.Format(null, form, contact)));
        Guid.Parse((await Host.Json($"accounts({account})?$select=_primarycontactid_value")).Text("_primarycontactid_value")).ShouldBe(contact);
    }

    [Fact]
    public async Task A_bind_takes_an_alternate_key()
    {
        await Host.Create("products", new { productnumber = "P'1", name = "Beer" });
        var order = await Order();
        var line = new Dictionary<string, object> { ["salesorderid@odata.bind"] = $"/salesorders({order})", ["productid@odata.bind"] = "/products(productnumber='P''1')", ["quantity"] = 1m, ["priceperunit"] = 2m };
        var id = await Host.Create("salesorderdetails", line);
        (await Host.Json($"salesorderdetails({id})?$expand=productid($select=name)"))["productid"].Text("name").ShouldBe("Beer");
        line["productid@odata.bind"] = "/products(productnumber='none')";
        await Host.Post("salesorderdetails", line).ShouldFail(404, "0x80060891");
    }

    [Fact]
    public async Task A_polymorphic_lookup_has_a_navigation_property_for_each_target()
    {
        var contact = await Host.Create("contacts", new { lastname = "Lee" });
        var order = await Host.Create("salesorders", Bind("customerid_contact", $"/contacts({contact})"));
        var row = await Host.Json($"salesorders({order})?$select=_customerid_value", ("Prefer", "odata.include-annotations=\"*\""));
        row.Text("_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname").ShouldBe("contact");
        row.Text("_customerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty").ShouldBe("customerid_contact");
        await Host.Post("salesorders", Bind("customerid_account", $"/contacts({contact})")).ShouldFail(400, "0x80048d19");
    }

    [Fact]
    public async Task Deep_insert_creates_rows_on_both_sides_in_one_transaction()
    {
        var account = await Host.Create("accounts", """
            {"name":"A","primarycontactid":{"lastname":"First"},"contact_customer_accounts":[{"lastname":"B"},{"lastname":"C"}]}
            """);
        var row = await Host.Json($"accounts({account})?$expand=primarycontactid,contact_customer_accounts($orderby=lastname)");
        row["primarycontactid"].Text("lastname").ShouldBe("First");
        row["contact_customer_accounts"]!.AsArray().Texts("lastname").ShouldBe(["B", "C"]);

        await Host.Post("accounts", """{"name":"X","contact_customer_accounts":[{"lastname":"D"},{"numberofchildren":-1}]}""").ShouldFail(400, "0x80044330");
        (await Host.Rows("accounts?$filter=name eq 'X'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_to_a_collection_of_a_row_points_the_new_row_to_it()
    {
        var account = await Host.Create("accounts", new { name = "A" });
        await Host.Create($"accounts({account})/contact_customer_accounts", new { lastname = "Lee" });
        (await Host.Rows($"accounts({account})/contact_customer_accounts")).Texts("lastname").ShouldBe(["Lee"]);
    }

    [Theory]
    [InlineData("""{"primarycontactid":"11111111-2222-3333-4444-555555555555"}""", "0x80048d19", "primarycontactid")]
    [InlineData("""{"_primarycontactid_value":"11111111-2222-3333-4444-555555555555"}""", "0x80060888", "primarycontactid@odata.bind")]
    [InlineData("""{"PrimaryContactId@odata.bind":"/contacts(11111111-2222-3333-4444-555555555555)"}""", "0x80060888", "PrimaryContactId")]
    [InlineData("""{"nope":1}""", "0x80060888", "nope")]
    [InlineData("""{"name":5}""", "0x80048d19", "'name'")]
    [InlineData("""{"numberofemployees":"5"}""", "0x80048d19", "'numberofemployees'")]
    [InlineData("""{"numberofemployees":5.5}""", "0x80048d19", "'numberofemployees'")]
    [InlineData("""{"revenue":"1"}""", "0x80048d19", "'revenue'")]
    [InlineData("""{"donotemail":1}""", "0x80048d19", "'donotemail'")]
    [InlineData("""{"lastusedincampaign":"2024-02-30"}""", "0x80048d19", "'lastusedincampaign'")]
    [InlineData("""{"lastusedincampaign":"2024-02-28T00:00:00Z"}""", "0x80048d19", "'lastusedincampaign'")]
    [InlineData("""{"lastonholdtime":"yesterday"}""", "0x80048d19", "'lastonholdtime'")]
    [InlineData("""{"accountid":"x"}""", "0x80048d19", "'accountid'")]
    [InlineData("""{"name":{"a":1}}""", "0x80048d19", "'name'")]
    [InlineData("""{"contact_customer_accounts":{}}""", "0x80048d19", "'contact_customer_accounts'")]
    [InlineData("""{"primarycontactid@odata.bind":5}""", "0x80048d19", "'primarycontactid@odata.bind'")]
    [InlineData("""{"primarycontactid@odata.bind":"here"}""", "0x80060888", "'here'")]
    [InlineData("""{"name":"\ud800"}""", "0x80048d19", "Unicode")]
    [InlineData("""{"name":"A" """, "0x80048d19", "JSON")]
    [InlineData("""["name"]""", "0x80048d19", "Array")]
    [InlineData("", "0x80048d19", "no body")]
    [InlineData("""{"industrycode":4711}""", "0x8004431a", "industrycode")]
    [InlineData("""{"numberofemployees":-1}""", "0x80044330", "numberofemployees")]
    public async Task A_wrong_body_is_400_and_says_which_property(string body, string code, string hint) =>
        (await Host.Post("accounts", body).ShouldFail(400, code)).ShouldContain(hint);

    [Fact]
    public async Task A_text_that_is_too_long_names_the_column() =>
        (await Host.Post("accounts", new { name = new string('x', 161) }).ShouldFail(400, "0x80044331")).ShouldContain("name");

    [Fact]
    public async Task Annotations_in_the_body_are_ignored() =>
        (await Host.Create("accounts", """{"@odata.type":"Microsoft.Dynamics.CRM.account","name":"A","name@OData.Community.Display.V1.FormattedValue":"A"}""")).ShouldNotBe(Guid.Empty);

    [Fact]
    public async Task A_body_of_another_type_or_of_none_is_415()
    {
        await Host.Post("accounts", new StringContent("<a/>", null, "application/xml")).ShouldFail(415, "0x80060888");
        await Host.Post("accounts", new StringContent("""{"name":"A"}""", null, "text/plain")).ShouldFail(415, "0x80060888");
        await Host.Post("accounts", new ByteArrayContent("{}"u8.ToArray())).ShouldFail(415, "0x80060888");
    }

    async Task<Guid> Order() => await Host.Create("salesorders", Bind("customerid_account", $"/accounts({await Host.Create("accounts", new { name = "A" })})"));

    static JsonObject Bind(string navigation, string reference) => new() { ["name"] = "A", [navigation + "@odata.bind"] = reference };
}
