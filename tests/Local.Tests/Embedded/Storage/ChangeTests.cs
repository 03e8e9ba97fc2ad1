using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.Embedded.Storage;

public sealed class ChangeTests
{
    [Fact]
    public async Task Pages_of_changes_show_each_row_once_at_its_present_state_and_what_was_deleted()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var ids = await CreateAsync(organization, 10);
        var start = (await ChangesAsync(organization, 0, 100)).UpToVersion;
        await organization.UpdateAsync("account", ids[3], new() { ["name"] = "changed" });
        await organization.UpdateAsync("account", ids[3], new() { ["name"] = "changed twice" });
        await organization.DeleteAsync("account", ids[5]);
        var added = await CreateAsync(organization, 2);

        var (changed, deleted) = (new List<TableRow>(), new List<Guid>());
        ChangePage page;
        do
        {
            page = await ChangesAsync(organization, start, 1);
            changed.AddRange(page.Changed);
            deleted.AddRange(page.Deleted);
            start = page.UpToVersion;
        }
        while (page.More);

        changed.Select(row => row.Id).ShouldBe([ids[3], .. added]);
        changed[0]["name"].ShouldBe("changed twice");
        deleted.ShouldBe([ids[5]]);
        (await ChangesAsync(organization, start, 100)).Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deletions_are_remembered_for_seven_days()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var id = (await CreateAsync(organization, 1))[0];
        var start = (await ChangesAsync(organization, 0, 100)).UpToVersion;
        await organization.DeleteAsync("account", id);

        organization.Clock.Advance(TimeSpan.FromDays(7));
        (await ChangesAsync(organization, start, 100)).Deleted.ShouldBe([id]);
        organization.Clock.Advance(TimeSpan.FromMinutes(1));

        (await organization.FaultOfAsync(() => ChangesAsync(organization, start, 100))).ShouldBe(FaultCode.ExpiredVersionStamp);
    }

    static Task<ChangePage> ChangesAsync(TestOrganization organization, long after, int most) =>
        organization.ReadAsync(session => session.Changes("account", after, ["name"], most));

    static Task<List<Guid>> CreateAsync(TestOrganization organization, int count) => organization.WriteAsync(session =>
        Enumerable.Range(0, count).Select(number => session.Create(new TableRow("account", Guid.Empty) { Values = { ["name"] = $"A{number}" } })).ToList());
}
