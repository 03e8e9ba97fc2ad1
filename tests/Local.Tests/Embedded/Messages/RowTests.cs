using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.Embedded.Messages;

public sealed class RowTests
{
    [Fact]
    public async Task A_new_row_gets_the_platforms_columns()
    {
        await using var organization = await TestOrganization.OpenAsync();

        var row = (await organization.FindAsync("account", await organization.CreateAsync("account", new() { ["name"] = "Alpha" })))!;

        row["createdon"].ShouldBe(organization.Clock.GetUtcNow().UtcDateTime);
        row["ownerid"].ShouldBe(new Lookup("systemuser", organization.Caller.UserId));
        (row["statecode"], row["statuscode"], row["creditonhold"]).ShouldBe((0, 1, false));
        row.Version.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Overriddencreatedon_moves_createdon()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var earlier = new DateTime(2011, 5, 31, 0, 0, 0, DateTimeKind.Utc);

        var row = (await organization.FindAsync("account", await organization.CreateAsync("account", new() { ["name"] = "A", ["overriddencreatedon"] = earlier })))!;

        (row["createdon"], row["overriddencreatedon"]).ShouldBe((earlier, organization.Clock.GetUtcNow().UtcDateTime));
    }

    [Fact]
    public async Task Every_type_of_value_comes_back_as_it_was_written()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var parent = await organization.CreateAsync("account", new() { ["name"] = "Parent" });
        Dictionary<string, object?> values = new()
        {
            ["firstname"] = "Ä 'quoted'",
            ["birthdate"] = new DateTime(1975, 2, 28, 0, 0, 0, DateTimeKind.Utc),
            ["numberofchildren"] = 3,
            ["annualincome"] = 12345.6789m,
            ["donotemail"] = true,
            ["gendercode"] = 2,
            ["address1_latitude"] = 47.25,
            ["parentcustomerid"] = new Lookup("account", parent),
            ["jobtitle"] = null,
        };

        var row = (await organization.FindAsync("contact", await organization.CreateAsync("contact", values)))!;

        foreach (var (column, value) in values) row[column].ShouldBe(value, column);
    }

    public static TheoryData<string, object?, string> Wrong() => new()
    {
        { "name", new string('x', 161), nameof(FaultCode.StringTooLong) },
        { "industrycode", 77, nameof(FaultCode.InvalidChoice) },
        { "numberofemployees", -1, nameof(FaultCode.ValueOutOfRange) },
        { "revenue", "much", nameof(FaultCode.InvalidArgument) },
        { "primarycontactid", new Lookup("contact", Guid.NewGuid()), nameof(FaultCode.ObjectDoesNotExist) },
        { "primarycontactid", new Lookup("account", Guid.NewGuid()), nameof(FaultCode.InvalidArgument) },
        { "statuscode", 2, nameof(FaultCode.InvalidChoice) },
        { "colour", "red", nameof(FaultCode.ODataError) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_value_that_the_column_does_not_allow_is_refused(string column, object? value, string fault)
    {
        await using var organization = await TestOrganization.OpenAsync();

        (await organization.FaultOfAsync(() => organization.CreateAsync("account", new() { [column] = value }))).ToString().ShouldBe(fault);
    }

    [Fact]
    public async Task A_stale_version_is_refused()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var id = await organization.CreateAsync("account", new() { ["name"] = "A" });
        var version = (await organization.FindAsync("account", id))!.Version;
        await organization.UpdateAsync("account", id, new() { ["name"] = "B" }, version);

        (await organization.FaultOfAsync(() => organization.UpdateAsync("account", id, new() { ["name"] = "C" }, version))).ShouldBe(FaultCode.VersionMismatch);
    }

    [Fact]
    public async Task An_id_and_an_alternate_key_exist_once()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var id = await organization.CreateAsync("product", new() { ["name"] = "P", ["productnumber"] = "P-1" });

        (await organization.FaultOfAsync(() => organization.CreateAsync("product", new() { ["productnumber"] = "p-1" }))).ShouldBe(FaultCode.DuplicateKey);
        (await organization.FaultOfAsync(() => organization.CreateAsync("product", new() { ["productid"] = id, ["productnumber"] = "P-2" }))).ShouldBe(FaultCode.DuplicateRecord);
        (await organization.ReadAsync(session => session.FindByKey("product", new Dictionary<string, object?> { ["productnumber"] = "P-1" }))).ShouldBe(id);
    }

    [Fact]
    public async Task Deactivating_brings_the_status_along()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var id = await organization.CreateAsync("account", new() { ["name"] = "A" });

        await organization.UpdateAsync("account", id, new() { ["statecode"] = 1 });

        (await organization.FindAsync("account", id))!["statuscode"].ShouldBe(2);
    }

    [Fact]
    public async Task Work_that_throws_leaves_nothing()
    {
        await using var organization = await TestOrganization.OpenAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => organization.WriteAsync<bool>(session =>
        {
            session.Create(new TableRow("account", Guid.Empty) { Values = { ["name"] = "Half" } });
            throw new InvalidOperationException();
        }));

        (await organization.ReadAsync(session => session.Query(new RowQuery("account")))).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_an_account_clears_the_links_to_it()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var account = await organization.CreateAsync("account", new() { ["name"] = "A" });
        var contact = await organization.CreateAsync("contact", new() { ["lastname"] = "B", ["parentcustomerid"] = new Lookup("account", account) });

        await organization.DeleteAsync("account", account);

        (await organization.FindAsync("contact", contact))!["parentcustomerid"].ShouldBeNull();
    }
}
