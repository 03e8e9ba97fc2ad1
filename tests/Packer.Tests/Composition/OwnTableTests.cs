namespace CrmInsights.Packer.Tests.Composition;

public sealed class OwnTableTests
{
    /// <summary>What the platform's own exports of a new table owned by users hold.</summary>
    static readonly string[] s_systemColumns =
    [
        "createdby", "createdon", "createdonbehalfby", "importsequencenumber", "modifiedby", "modifiedon", "modifiedonbehalfby", "overriddencreatedon",
        "ownerid", "owningbusinessunit", "owningteam", "owninguser", "statecode", "statuscode", "timezoneruleversionnumber", "utcconversiontimezonecode",
    ];

    public static TheoryData<string> Tables => ["ci_segment", "ci_model", "ci_run", "ci_play", "ci_action"];

    [Theory]
    [MemberData(nameof(Tables))]
    public void An_own_table_has_its_key_its_name_and_the_system_columns(string table)
    {
        var columns = PackedSolution.Ours.Managed.Columns(table);

        s_systemColumns.ShouldBeSubsetOf(columns.Keys);
        columns[table + "id"].Element("Type")!.Value.ShouldBe("primarykey");
        columns["ci_name"].Element("DisplayMask")!.Value.ShouldStartWith("PrimaryName|");
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void An_own_table_has_the_six_system_relationships(string table)
    {
        var names = PackedSolution.Ours.Managed.Customizations.Element("EntityRelationships")!.Elements().Select(relationship => (string)relationship.Attribute("Name")!);

        new[] { $"business_unit_{table}", $"lk_{table}_createdby", $"lk_{table}_modifiedby", $"owner_{table}", $"team_{table}", $"user_{table}" }.ShouldBeSubsetOf(names);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void An_own_table_has_one_default_view_of_each_kind(string table)
    {
        var kinds = PackedSolution.Ours.Managed.Table(table).Descendants("savedquery").Where(view => view.Element("isdefault")!.Value == "1").Select(view => (int)view.Element("querytype")!);

        kinds.Order().ShouldBe([0, 1, 2, 4, 64]);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void An_own_table_has_two_states_each_with_its_status_reason(string table)
    {
        PackedSolution.Ours.Managed.Column(table, "statecode").Descendants("state").Select(state => (int)state.Attribute("defaultstatus")!).ShouldBe([1, 2]);
        PackedSolution.Ours.Managed.Column(table, "statuscode").Descendants("status").Select(status => (int)status.Attribute("state")!).ShouldBe([0, 1]);
    }
}
