namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 5.</summary>
public sealed class ETagTests : WebApiTest
{
    string _row = "";
    string _etag = "";

    protected override async Task Arrange()
    {
        _row = $"accounts({await Host.Create("accounts", new { name = "A" })})";
        _etag = (await Host.Json(_row)).Text("@odata.etag");
    }

    [Fact]
    public async Task A_stale_tag_is_412_and_changes_nothing()
    {
        await Host.Patch(_row, new { name = "B" }, ("If-Match", _etag)).ShouldBe(204);
        await Host.Patch(_row, new { name = "C" }, ("If-Match", _etag)).ShouldFail(412, "0x80060882");
        await Host.Send(HttpMethod.Delete, _row, null, ("If-Match", _etag)).ShouldFail(412, "0x80060882");
        (await Host.Json(_row)).Text("name").ShouldBe("B");
    }

    [Theory]
    [InlineData("W/\"x\"")]
    [InlineData("\"1\"")]
    [InlineData("nonsense")]
    public Task A_tag_that_is_not_ours_never_matches(string tag) => Host.Patch(_row, new { name = "B" }, ("If-Match", tag)).ShouldFail(412, "0x80060882");

    [Fact]
    public async Task The_current_tag_lets_a_delete_pass() => await Host.Send(HttpMethod.Delete, _row, null, ("If-Match", _etag)).ShouldBe(204);

    [Fact]
    public async Task An_unchanged_row_is_304()
    {
        await Host.Get(_row, ("If-None-Match", _etag)).ShouldBe(304);
        await Host.Get(_row, ("If-None-Match", "W/\"1\"")).ShouldBe(200);
        await Host.Get(_row, ("If-None-Match", "null")).ShouldBe(200);
    }

    [Fact]
    public async Task There_is_no_304_with_expand_or_annotations()
    {
        await Host.Get(_row + "?$expand=primarycontactid", ("If-None-Match", _etag)).ShouldBe(200);
        await Host.Get(_row, ("If-None-Match", _etag), ("Prefer", "odata.include-annotations=\"*\"")).ShouldBe(200);
    }

    [Fact]
    public async Task Null_as_a_condition_is_none() => await Host.Patch(_row, new { name = "B" }, ("If-Match", "null")).ShouldBe(204);
}
