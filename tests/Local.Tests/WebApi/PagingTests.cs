using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 6: pages.</summary>
public sealed class PagingTests : WebApiTest
{
    static readonly string[] s_names = ["a", "b", "B", "c", "é", "Éa", "Ê", "z"];

    protected override async Task Arrange()
    {
        for (var index = 0; index < 23; index++)
        {
            await Host.Create("accounts", new Dictionary<string, object?>
            {
                ["accountnumber"] = index.ToString(CultureInfo.InvariantCulture),
                ["name"] = index % 3 == 0 ? null : s_names[index % s_names.Length],
                ["numberofemployees"] = index % 5 == 0 ? null : index % 4,
                ["revenue"] = index % 2 == 0 ? null : index / 4m,
            });
        }
    }

    [Theory]
    [InlineData("$select=accountnumber")]
    [InlineData("$select=accountnumber&$orderby=name")]
    [InlineData("$select=accountnumber&$orderby=name desc,numberofemployees")]
    [InlineData("$select=accountnumber&$orderby=numberofemployees desc,revenue")]
    [InlineData("$orderby=revenue desc")]
    [InlineData("$orderby=createdon,accountid desc")]
    [InlineData("$orderby=_ownerid_value")]
    [InlineData("$orderby=primarycontactid/fullname desc")]
    [InlineData("$filter=numberofemployees ge 1 or numberofemployees eq null&$orderby=numberofemployees")]
    public async Task Pages_together_are_the_whole_list(string options)
    {
        var whole = (await Host.Rows("accounts?" + options)).Texts("accountnumber").ToList();
        foreach (var size in new[] { 1, 2, 7, 23 })
        {
            var pages = await Pages("accounts?" + options, size);
            pages.SelectMany(page => page["value"]!.AsArray().Texts("accountnumber")).ShouldBe(whole);
            pages.Count.ShouldBe((whole.Count + size - 1) / size);
        }
    }

    [Fact]
    public async Task Rows_created_or_deleted_meanwhile_neither_repeat_nor_hide_others()
    {
        var first = await Host.Json("accounts?$select=accountnumber,revenue&$orderby=revenue desc", ("Prefer", "odata.maxpagesize=5"));
        await Host.Create("accounts", new { accountnumber = "new", revenue = 999 });
        await Host.Send(HttpMethod.Delete, $"accounts({first["value"]![0].Text("accountid")})").ShouldBe(204);
        var rest = await Follow(first, 5);
        first["value"]!.AsArray().Texts("accountnumber").Concat(rest.SelectMany(page => page["value"]!.AsArray().Texts("accountnumber")))
            .Order().ShouldBe(Enumerable.Range(0, 23).Select(index => index.ToString(CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task The_next_link_is_absolute_and_keeps_the_query()
    {
        var response = await Host.Get("accounts?$select=name&$filter=contains(accountnumber,%271%27)&$count=true", ("Prefer", "odata.maxpagesize=2"));
        response.Header("Preference-Applied").ShouldBe("odata.maxpagesize=2");
        var page = await response.Json();
        page.Text("@odata.nextLink").ShouldStartWith(Host.Root + "accounts?$select=name&$filter=contains(accountnumber,%271%27)&$count=true&$skiptoken=");
        var next = await Host.Json(page.Text("@odata.nextLink"), ("Prefer", "odata.maxpagesize=2"));
        next["@odata.count"]!.GetValue<int>().ShouldBe(page["@odata.count"]!.GetValue<int>());
    }

    [Fact]
    public async Task With_a_page_size_top_is_ignored()
    {
        var page = await Host.Json("accounts?$top=3", ("Prefer", "odata.maxpagesize=4"));
        page["value"]!.AsArray().Count.ShouldBe(4);
        page.ContainsKey("@odata.nextLink").ShouldBeTrue();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("e30")]
    [InlineData("eyJQYWdlIjoyLCJBZnRlciI6WyIxIiwiMiIsIjMiXX0")]
    [InlineData("eyJQYWdlIjoyLCJBZnRlciI6WyJ4Il19")]
    public Task A_token_that_was_not_ours_is_400(string token) => Host.Get("accounts?$skiptoken=" + token).ShouldFail(400, "0x80060888");

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("many")]
    public Task A_page_size_that_is_no_number_is_400(string size) => Host.Get("accounts", ("Prefer", "odata.maxpagesize=" + size)).ShouldFail(400, "0x80060888");

    [Fact]
    public async Task Page_and_count_stop_at_5000()
    {
        var rows = Enumerable.Range(0, 5_001).Select(index => new Dictionary<string, object> { ["@odata.type"] = "Microsoft.Dynamics.CRM.task", ["subject"] = $"T{index}" });
        await Host.Post("tasks/Microsoft.Dynamics.CRM.CreateMultiple", new { Targets = rows }).ShouldBe(200);
        var page = await Host.Json("tasks?$select=subject&$count=true", ("Prefer", "odata.include-annotations=\"*\""));
        page["value"]!.AsArray().Count.ShouldBe(5_000);
        page["@odata.count"]!.GetValue<int>().ShouldBe(5_000);
        page["@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"]!.GetValue<bool>().ShouldBeTrue();
        (await Host.Rows(page.Text("@odata.nextLink"))).Count.ShouldBe(1);
        (await Host.Json("RetrieveTotalRecordCount(EntityNames=['task','account'])"))["EntityRecordCountCollection"]!["Values"]!.AsArray()
            .Select(value => value!.GetValue<int>()).ShouldBe([5_001, 23]);
    }

    async Task<List<JsonObject>> Pages(string target, int size)
    {
        var first = await Host.Json(target, ("Prefer", $"odata.maxpagesize={size}"));
        return [first, .. await Follow(first, size)];
    }

    async Task<List<JsonObject>> Follow(JsonObject page, int size)
    {
        var pages = new List<JsonObject>();
        while (page.ContainsKey("@odata.nextLink"))
        {
            page = await Host.Json(page.Text("@odata.nextLink"), ("Prefer", $"odata.maxpagesize={size}"));
            pages.Add(page);
        }
        return pages;
    }
}
