using CrmInsights.Local.Embedded;

namespace CrmInsights.Local.Tests.Embedded;

public sealed class OpeningTests
{
    [Fact]
    public async Task A_folder_that_is_open_is_refused_with_advice()
    {
        await using var organization = await TestOrganization.OpenAsync();

        var refused = await Should.ThrowAsync<IOException>(() => TestOrganization.OpenAsync(folder: organization.Folder));

        refused.Message.ShouldContain("--data-dir");
    }

    [Fact]
    public async Task What_was_committed_is_there_when_the_process_ended_without_a_word()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var account = await organization.CreateAsync("account", new() { ["name"] = "A" });
        // What a killed process leaves: the files as they are now, the write-ahead log not folded in.
        var copy = Directory.CreateTempSubdirectory("dataverse-").FullName;
        foreach (var file in Directory.GetFiles(organization.Folder, "dataverse.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));

        await using (var reopened = await TestOrganization.OpenAsync(folder: copy))
        {
            (await reopened.FindAsync("account", account))!["name"].ShouldBe("A");
            reopened.Dataverse.OrganizationId.ShouldBe(organization.Dataverse.OrganizationId);
            var version = (await reopened.FindAsync("account", account))!.Version;
            await reopened.UpdateAsync("account", account, new() { ["name"] = "B" });
            (await reopened.FindAsync("account", account))!.Version.ShouldBeGreaterThan(version);
        }
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task Committed_rows_are_reported_and_rolled_back_ones_are_not()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var reported = new List<RowChange>();
        organization.Dataverse.Committed += reported.AddRange;

        var account = await organization.CreateAsync("account", new() { ["name"] = "A" });
        await Should.ThrowAsync<Exception>(() => organization.CreateAsync("account", new() { ["industrycode"] = 99 }));

        reported.ShouldBe([new RowChange("account", account, RowChangeKind.Created)]);
    }
}
