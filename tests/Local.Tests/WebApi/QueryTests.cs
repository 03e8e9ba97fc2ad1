namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 6: $select, $filter, $orderby, $top, $count.</summary>
public sealed class QueryTests(ThreeAccounts accounts) : IClassFixture<ThreeAccounts>
{
    WebApiHost Host => accounts.Host;

    [Theory]
    [InlineData("name eq 'adventure'", "Adventure")]                         // all string filters are case-insensitive
    [InlineData("name eq 'Bike''s %26 Co'", "Bike's & Co")]                  // a quote is doubled, & is escaped
    [InlineData("numberofemployees gt 10", "Bike's & Co")]
    [InlineData("numberofemployees ge 10 and numberofemployees lt 20", "Adventure")]
    [InlineData("10 lt numberofemployees", "Bike's & Co")]
    [InlineData("revenue eq 1000.5", "Adventure")]
    [InlineData("numberofemployees eq null", "Contoso")]
    [InlineData("numberofemployees ne null", "Adventure,Bike's & Co")]
    [InlineData("not (name eq 'Contoso')", "Adventure,Bike's & Co")]
    [InlineData("contains(name,'TO')", "Contoso")]
    [InlineData("startswith(name,'b')", "Bike's & Co")]
    [InlineData("endswith(name,'ure')", "Adventure")]
    [InlineData("contains(name,'d_e')", "Adventure")]                        // _ is a wildcard
    [InlineData("contains(name,'TO') eq false", "Adventure,Bike's & Co")]
    [InlineData("name eq address1_city", "Bike's & Co")]                     // column to column
    [InlineData("primarycontactid/fullname eq 'Ann Lee'", "Adventure")]      // lookup path
    [InlineData("_primarycontactid_value ne null", "Adventure")]
    [InlineData("donotemail eq true", "Bike's & Co")]
    [InlineData("donotemail", "Bike's & Co")]
    [InlineData("name in ('Contoso','Adventure')", "Adventure,Contoso")]
    [InlineData("name eq @p1&@p1='Contoso'", "Contoso")]                     // parameter alias
    [InlineData("lastusedincampaign eq 2024-02-28", "Contoso")]
    [InlineData("lastonholdtime gt 2024-02-29T23:00:00Z", "Contoso")]
    [InlineData("lastonholdtime gt 2024-02-29", "Contoso")]
    [InlineData("account_parent_account/any()", "")]
    [InlineData("Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=[\"Contoso\",\"x\"])", "Contoso")]
    [InlineData("Microsoft.Dynamics.CRM.In(PropertyName='numberofemployees',PropertyValues=[\"10\",\"20\"])", "Adventure,Bike's & Co")]
    [InlineData("Microsoft.Dynamics.CRM.Between(PropertyName='numberofemployees',PropertyValues=[\"5\",\"15\"])", "Adventure")]
    [InlineData("Microsoft.Dynamics.CRM.LastXDays(PropertyName='lastonholdtime',PropertyValue=1)", "Contoso")]
    [InlineData("Microsoft.Dynamics.CRM.Yesterday(PropertyName='lastonholdtime')", "Contoso")]
    [InlineData("Microsoft.Dynamics.CRM.Today(PropertyName='lastonholdtime')", "")]
    [InlineData("Microsoft.Dynamics.CRM.OnOrAfter(PropertyName='lastusedincampaign',PropertyValue='2024-02-28')", "Contoso")]
    [InlineData("Microsoft.Dynamics.CRM.OnOrBefore(PropertyName='lastusedincampaign',PropertyValue='2024-02-27')", "")]
    [InlineData("Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')", "Adventure,Bike's & Co,Contoso")]
    public async Task Filter_finds(string filter, string names)
    {
        var rows = await Host.Rows($"accounts?$select=name&$orderby=name&$filter={filter.Replace("+", "%2B")}");
        string.Join(',', rows.Texts("name")).ShouldBe(names);
    }

    [Fact]
    public async Task Select_shows_the_columns_their_nulls_the_key_and_the_etag()
    {
        var row = (await Host.Rows("accounts?$select=name,revenue&$filter=name eq 'Contoso'")).Single()!.AsObject();
        row.Select(member => member.Key).ShouldBe(["@odata.etag", "name", "revenue", "accountid"]);
        row["revenue"].ShouldBeNull();
        row.Text("@odata.etag").ShouldMatch("^W/\"[0-9]+\"$");
    }

    [Fact]
    public async Task A_lookup_reads_as_its_value_property()
    {
        var row = (await Host.Rows("accounts?$select=_primarycontactid_value&$filter=name eq 'Adventure'")).Single();
        Guid.Parse(row.Text("_primarycontactid_value")).ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task Values_have_their_json_forms()
    {
        var row = (await Host.Rows("accounts?$filter=name eq 'Contoso'")).Single()!;
        row.Text("lastusedincampaign").ShouldBe("2024-02-28");
        row.Text("lastonholdtime").ShouldBe("2024-02-29T23:30:00Z");
        row["statecode"]!.GetValue<int>().ShouldBe(0);
        row["versionnumber"]!.GetValue<long>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_context_names_the_set_and_the_columns()
    {
        (await Host.Json("accounts?$select=name,revenue")).Text("@odata.context").ShouldBe(Host.Root + "$metadata#accounts(name,revenue,accountid)");
        (await Host.Json("accounts")).Text("@odata.context").ShouldBe(Host.Root + "$metadata#accounts");
    }

    [Fact]
    public async Task Orderby_takes_several_columns_and_paths()
    {
        (await Host.Rows("accounts?$orderby=numberofemployees desc,name")).Texts("name").ShouldBe(["Bike's & Co", "Adventure", "Contoso"]);
        (await Host.Rows("accounts?$orderby=primarycontactid/fullname desc,name")).Texts("name").First().ShouldBe("Adventure");
    }

    [Fact]
    public async Task Top_limits_without_a_next_link()
    {
        var page = await Host.Json("accounts?$top=2&$orderby=name");
        page["value"]!.AsArray().Texts("name").ShouldBe(["Adventure", "Bike's & Co"]);
        page.ContainsKey("@odata.nextLink").ShouldBeFalse();
        (await Host.Rows("accounts?$top=0")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Count_stands_beside_rows_or_alone()
    {
        (await Host.Json("accounts?$count=true&$top=1&$filter=numberofemployees ne null"))["@odata.count"]!.GetValue<int>().ShouldBe(2);
        (await (await Host.Get("accounts/$count")).Content.ReadAsStringAsync()).ShouldBe("3");
        (await (await Host.Get("accounts/$count?$filter=name eq 'Contoso'")).Content.ReadAsStringAsync()).ShouldBe("1");
    }

    [Theory]
    [InlineData("accounts?$skip=1", 400, "0x80060888")]
    [InlineData("accounts?$search=x", 400, "0x80060888")]
    [InlineData("accounts?$apply=aggregate($count as n)", 501, "0x80040800")]
    [InlineData("accounts?savedQuery=00000000-0000-0000-0000-000000000001", 501, "0x80040800")]
    [InlineData("accounts?$filter=tolower(name) eq 'x'", 501, "0x80040800")]
    [InlineData("accounts?$filter=year(createdon) eq 2024", 501, "0x80040800")]
    [InlineData("accounts?$filter=numberofemployees add 1 eq 2", 501, "0x80040800")]
    [InlineData("accounts?$filter=Microsoft.Dynamics.CRM.ContainValues(PropertyName='name',PropertyValues=[\"1\"])", 501, "0x80040800")]
    public async Task What_is_not_there_is_refused_by_name(string target, int status, string code)
    {
        var message = await Host.Get(target).ShouldFail(status, code);
        var name = new[] { "$skip", "$search", "$apply", "savedQuery", "tolower", "year", "Add", "ContainValues" }.Single(name => message.Contains(name));
        target.ShouldContain(name, Case.Insensitive);
    }

    [Theory]
    [InlineData("$select=nope")]
    [InlineData("$filter=nope eq 1")]
    [InlineData("$orderby=nope")]
    [InlineData("$expand=nope")]
    [InlineData("$select=Name")]        // names are case-sensitive
    public async Task An_unknown_property_is_named(string options) =>
        (await Host.Get("accounts?" + options).ShouldFail(400, "0x80060888")).ShouldMatch("Could not find a property named '(nope|Name)' on type 'Microsoft.Dynamics.CRM.account'");

    [Theory]
    [InlineData("$filter=name eq")]
    [InlineData("$filter=name eq 5")]
    [InlineData("$filter=numberofemployees eq 'x'")]
    [InlineData("$filter=numberofemployees eq 2.5")]
    [InlineData("$filter=numberofemployees eq 99999999999")]
    [InlineData("$filter=((name eq 'a')")]
    [InlineData("$filter=name eq @p1")]
    [InlineData("$filter=accountid eq 'x'")]
    [InlineData("$top=-1")]
    [InlineData("$top=x")]
    [InlineData("$count=maybe")]
    [InlineData("$select=name&$select=revenue")]
    [InlineData("$filter=Microsoft.Dynamics.CRM.In(PropertyName='nope',PropertyValues=[\"1\"])")]
    [InlineData("$filter=Microsoft.Dynamics.CRM.Between(PropertyName='name',PropertyValues=[\"1\"])")]
    [InlineData("$filter=Microsoft.Dynamics.CRM.NoSuch(PropertyName='name')")]
    public Task A_wrong_query_is_400(string options) => Host.Get("accounts?" + options).ShouldFail(400, "0x80060888");
}
