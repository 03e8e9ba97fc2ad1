using System.Text.Json.Nodes;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 9.</summary>
public sealed class ChangeTests : WebApiTest
{
    static readonly (string, string) s_track = ("Prefer", "odata.track-changes");

    readonly List<Guid> _ids = [];

    protected override async Task Arrange()
    {
        for (var index = 0; index < 5; index++) _ids.Add(await Host.Create("accounts", new { name = $"A{index}" }));
    }

    [Fact]
    public async Task A_first_reading_ends_in_a_delta_link()
    {
        var response = await Host.Get("accounts?$select=name", s_track);
        response.Header("Preference-Applied").ShouldBe("odata.track-changes");
        var page = await response.Json();
        page["value"]!.AsArray().Count.ShouldBe(5);
        page.Text("@odata.deltaLink").ShouldMatch("accounts\\?\\$select=name&\\$deltatoken=[0-9]+%21");
    }

    [Fact]
    public async Task A_delta_shows_changes_first_and_deletions_last()
    {
        var link = (await Host.Json("accounts?$select=name", s_track)).Text("@odata.deltaLink");
        await Host.Send(HttpMethod.Delete, $"accounts({_ids[0]})").ShouldBe(204);
        await Host.Patch($"accounts({_ids[1]})", new { name = "X" }).ShouldBe(204);
        await Host.Patch($"accounts({_ids[1]})", new { name = "Y" }).ShouldBe(204);
        var shortLived = await Host.Create("accounts", new { name = "Z" });
        await Host.Send(HttpMethod.Delete, $"accounts({shortLived})").ShouldBe(204);

        var delta = await Host.Json(link);
        delta.Text("@odata.context").ShouldBe(Host.Root + "$metadata#accounts(name,accountid)/$delta");
        var rows = delta["value"]!.AsArray();
        rows[0].Text("name").ShouldBe("Y");
        rows.Skip(1).Select(row => row.Text("id")).Order().ShouldBe(new[] { _ids[0].ToString(), shortLived.ToString() }.Order());
        rows.Skip(1).ShouldAllBe(row => row.Text("reason") == "deleted" && row.Text("@odata.context") == Host.Root + "$metadata#accounts/$deletedEntity");

        var empty = await Host.Json(delta.Text("@odata.deltaLink"));
        empty["value"]!.AsArray().ShouldBeEmpty();
        empty.ContainsKey("@odata.deltaLink").ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_that_happens_between_the_pages_is_lost()
    {
        var state = new Dictionary<Guid, string>();
        var page = await Host.Json("accounts?$select=name", ("Prefer", "odata.track-changes,odata.maxpagesize=2"));
        Apply(page, state);
        page.ContainsKey("@odata.deltaLink").ShouldBeFalse();
        await Host.Send(HttpMethod.Delete, $"accounts({_ids[0]})").ShouldBe(204);      // was on the first page
        await Host.Patch($"accounts({_ids[1]})", new { name = "X" }).ShouldBe(204);
        while (page.ContainsKey("@odata.nextLink"))
        {
            page = await Host.Json(page.Text("@odata.nextLink"), ("Prefer", "odata.maxpagesize=2"));
            Apply(page, state);
        }
        Apply(await Host.Json(page.Text("@odata.deltaLink")), state);
        state.OrderBy(row => row.Value).Select(row => row.Value).ShouldBe(["A2", "A3", "A4", "X"]);
    }

    [Fact]
    public async Task A_delta_has_pages_too()
    {
        var link = (await Host.Json("accounts?$select=name", s_track)).Text("@odata.deltaLink");
        foreach (var id in _ids) await Host.Patch($"accounts({id})", new { name = "N" }).ShouldBe(204);
        var seen = 0;
        var page = await Host.Json(link, ("Prefer", "odata.maxpagesize=2"));
        for (; page.ContainsKey("@odata.nextLink"); page = await Host.Json(page.Text("@odata.nextLink"), ("Prefer", "odata.maxpagesize=2")))
            seen += page["value"]!.AsArray().Count;
        (seen + page["value"]!.AsArray().Count).ShouldBe(5);
        (await Host.Json(page.Text("@odata.deltaLink")))["value"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delta_can_be_counted()
    {
        var link = (await Host.Json("accounts?$select=name", s_track)).Text("@odata.deltaLink");
        await Host.Send(HttpMethod.Delete, $"accounts({_ids[0]})").ShouldBe(204);
        await Host.Patch($"accounts({_ids[1]})", new { name = "X" }).ShouldBe(204);
        (await (await Host.Get("accounts/$count?" + link[link.IndexOf("$deltatoken", StringComparison.Ordinal)..])).Content.ReadAsStringAsync()).ShouldBe("2");
    }

    [Fact]
    public async Task A_token_of_more_than_seven_days_has_expired()
    {
        var link = (await Host.Json("accounts?$select=name", s_track)).Text("@odata.deltaLink");
        Host.Clock.Advance(TimeSpan.FromDays(7));
        await Host.Get(link).ShouldBe(200);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Host.Get(link).ShouldFail(400, "0x80044352");
    }

    [Theory]
    [InlineData("$filter=name eq 'A'")]
    [InlineData("$orderby=name")]
    [InlineData("$expand=primarycontactid")]
    [InlineData("$top=1")]
    public async Task Options_that_do_not_go_with_it_are_refused(string option) =>
        (await Host.Get("accounts?" + option, s_track).ShouldFail(400, "0x80060888")).ShouldContain(option.Split('=')[0]);

    [Theory]
    [InlineData("x")]
    [InlineData("5!yesterday")]
    [InlineData("-5!01/01/2024 00:00:00")]
    public Task A_token_that_was_not_ours_is_400(string token) => Host.Get("accounts?$deltatoken=" + token).ShouldFail(400, "0x80060888");

    [Fact]
    public async Task A_table_without_change_tracking_is_refused() =>
        (await Host.Get("systemusers", s_track).ShouldFail(400, "0x80060888")).ShouldContain("systemuser");

    static void Apply(JsonObject page, Dictionary<Guid, string> state)
    {
        foreach (var row in page["value"]!.AsArray())
        {
            if (row!["reason"] is not null) state.Remove(Guid.Parse(row.Text("id")));
            else state[Guid.Parse(row.Text("accountid"))] = row.Text("name");
        }
    }
}
