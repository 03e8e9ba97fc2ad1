namespace CrmInsights.Packer.Tests.Composition;

/// <summary>The columns that other parts count on, by name and type, written down here a second time on purpose.</summary>
public sealed class ScoreColumnTests
{
    public static TheoryData<string, string, string> Columns()
    {
        (string Column, string Type)[] columns =
        [
            ("ci_churnscore", "decimal"), ("ci_churnband", "picklist"), ("ci_churntrend", "decimal"), ("ci_bandcrossedon", "datetime"), ("ci_stagecrossedon", "datetime"), ("ci_segmentid", "lookup"),
            ("ci_segmentfit", "decimal"), ("ci_lifecyclestage", "picklist"), ("ci_stagechangedon", "datetime"), ("ci_value12m", "money"),
            ("ci_valuelifetime", "money"), ("ci_alive", "decimal"), ("ci_nextorderon", "datetime"), ("ci_nextorderearliest", "datetime"),
            ("ci_nextorderlatest", "datetime"), ("ci_nextbestofferid", "lookup"), ("ci_nextbestofferreason", "nvarchar"),
            ("ci_nextbestofferscore", "decimal"), ("ci_insights", "ntext"), ("ci_insightson", "datetime"), ("ci_modelversion", "nvarchar"),
            ("ci_dataquality", "int"), ("ci_profilingstatus", "picklist"), ("ci_profilingon", "datetime"), ("ci_profilingsource", "nvarchar"),
            ("ci_externalid", "nvarchar"),
        ];
        var data = new TheoryData<string, string, string>();
        foreach (var (column, type) in columns)
        {
            data.Add("account", column, type);
            data.Add("contact", column, type);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_customer_has_the_column_with_its_type(string table, string column, string type) =>
        PackedSolution.Ours.Managed.Column(table, column).Element("Type")!.Value.ShouldBe(type);

    [Theory]
    [InlineData("account")]
    [InlineData("contact")]
    public void A_customer_has_no_other_columns_than_these_and_the_base_twins(string table)
    {
        var known = Columns().Where(row => (string)row[0] == table).Select(row => (string)row[1]).Concat(["ci_value12m_base", "ci_valuelifetime_base"]);

        PackedSolution.Ours.Managed.Columns(table).Keys.ShouldBe(known, ignoreOrder: true);
    }

    [Theory]
    [InlineData("ci_churnscore", "0", "100")]
    [InlineData("ci_churntrend", "-100", "100")]
    [InlineData("ci_segmentfit", "0", "1")]
    [InlineData("ci_alive", "0", "1")]
    [InlineData("ci_dataquality", "0", "100")]
    public void A_number_has_its_range(string column, string least, string most)
    {
        var attribute = PackedSolution.Ours.Managed.Column("account", column);

        attribute.Element("MinValue")!.Value.ShouldBe(least);
        attribute.Element("MaxValue")!.Value.ShouldBe(most);
    }

    [Theory]
    [InlineData("ci_churnband", "Healthy", "Watch", "At risk", "Critical", "Lapsed")]
    [InlineData("ci_lifecyclestage", "Prospect", "Growth", "Maturity", "Decline", "Terminated")]
    [InlineData("ci_profilingstatus", "Not asked", "Allowed", "Objected", "Restricted")]
    public void A_choice_has_its_values_in_order(string choice, params string[] labels)
    {
        var options = PackedSolution.Ours.Managed.Customizations.Element("optionsets")!.Elements().Single(set => (string?)set.Attribute("Name") == choice).Descendants("option").ToList();

        options.Select(option => (int)option.Attribute("value")!).ShouldBe(Enumerable.Range(712340000, labels.Length));
        options.Select(option => (string)option.Descendants("label").Single().Attribute("description")!).ShouldBe(labels);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("contact")]
    public void Auditing_is_off_on_score_columns_and_on_for_the_customers_decision(string table)
    {
        var audited = PackedSolution.Ours.Managed.Columns(table).Where(column => column.Value.Element("IsAuditEnabled")!.Value == "1").Select(column => column.Key);

        audited.ShouldBe(["ci_profilingstatus", "ci_profilingon", "ci_profilingsource", "ci_externalid"]);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("contact")]
    [InlineData("product")]
    [InlineData("salesorder")]
    public void Outside_systems_address_a_row_by_its_external_id(string table)
    {
        var key = PackedSolution.Ours.Managed.Table(table).Descendants("EntityKey").Single();

        key.Descendants("AttributeName").Select(column => column.Value).ShouldBe(["ci_externalid"]);
        PackedSolution.Ours.Managed.Column(table, "ci_externalid").Element("MaxLength")!.Value.ShouldBe("100");
    }

    [Theory]
    [InlineData("account")]
    [InlineData("contact")]
    [InlineData("product")]
    [InlineData("salesorder")]
    [InlineData("salesorderdetail")]
    public void Changes_of_the_table_are_tracked(string table) =>
        PackedSolution.Ours.Managed.Table(table).Descendants("ChangeTrackingEnabled").Single().Value.ShouldBe("1");

    [Fact]
    public void Every_lookup_has_exactly_one_relationship_that_names_it()
    {
        var customizations = PackedSolution.Ours.Managed.Customizations;
        var relationships = customizations.Element("EntityRelationships")!.Elements()
            .Select(relationship => $"{relationship.Element("ReferencingEntityName")!.Value}.{relationship.Element("ReferencingAttributeName")!.Value}").ToList();

        foreach (var lookup in new[] { "Account.ci_segmentid", "Contact.ci_segmentid", "Account.ci_nextbestofferid", "Contact.ci_nextbestofferid" })
        {
            relationships.Count(one => one == lookup).ShouldBe(1, lookup);
        }
    }
}
