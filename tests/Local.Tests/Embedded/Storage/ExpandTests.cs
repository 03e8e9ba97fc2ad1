using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.Embedded.Storage;

public sealed class ExpandTests
{
    [Fact]
    public async Task Expands_follow_relationships_both_ways_with_order_and_top_for_each_row()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var accounts = await organization.WriteAsync(session => Enumerable.Range(0, 5).Select(number => AccountWithContacts(session, number)).ToList());
        var query = new RowQuery("account")
        {
            Columns = ["name"],
            Expand =
            [
                new RowExpand("contact_customer_accounts", new RowQuery("contact")
                {
                    Columns = ["lastname"], Order = [new RowOrder(ColumnPath.Of("lastname"), true)], Top = 2,
                    Expand = [new RowExpand("parentcustomerid_account", new RowQuery("account") { Columns = ["name"] })],
                }),
            ],
        };

        var rows = (await organization.ReadAsync(session => session.Query(query))).Rows;

        foreach (var row in rows)
        {
            var number = accounts.IndexOf(row.Id);
            var contacts = (IReadOnlyList<TableRow>)row.Expanded!["contact_customer_accounts"]!;
            contacts.Select(contact => contact["lastname"]).ShouldBe(Enumerable.Range(0, number).Reverse().Take(2).Select(index => (object)$"C{index}"));
            contacts.ShouldAllBe(contact => ((TableRow)contact.Expanded!["parentcustomerid_account"]!)["name"]!.Equals(row["name"]));
            contacts.ShouldAllBe(contact => !contact.Values.ContainsKey("parentcustomerid"));
        }
    }

    static Guid AccountWithContacts(IOrganizationSession session, int contactCount)
    {
        var account = session.Create(new TableRow("account", Guid.Empty) { Values = { ["name"] = $"A{contactCount}" } });
        for (var index = 0; index < contactCount; index++)
            session.Create(new TableRow("contact", Guid.Empty) { Values = { ["lastname"] = $"C{index}", ["parentcustomerid"] = new Lookup("account", account) } });
        return account;
    }
}
