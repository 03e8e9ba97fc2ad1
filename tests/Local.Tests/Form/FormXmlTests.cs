using CrmInsights.Local.Form.Layout;

namespace CrmInsights.Local.Tests.Form;

public sealed class FormXmlTests
{
    const string Xml = """
        <form><tabs>
          <tab name="general" id="{1}"><labels><label description="Allgemein" languagecode="1031"/><label description="General" languagecode="1033"/></labels>
            <columns><column width="60%"><sections>
              <section showlabel="true"><labels><label description="Account" languagecode="1033"/></labels><rows>
                <row><cell><labels><label description="Name" languagecode="1033"/></labels><control id="name" classid="{4273edbd-ac1d-40d3-9fb2-095c621b552d}" datafieldname="name"/></cell>
                     <cell visible="false"><control datafieldname="secret"/></cell></row>
                <row><cell showlabel="false"><control uniqueid="{AA}" classid="{F9A8A302-114E-466A-B582-6771B2AE0D92}" datafieldname="ci_insights" disabled="true"/></cell></row>
                <row/>
              </rows></section>
              <section visible="false"><rows><row><cell><control datafieldname="hidden"/></cell></row></rows></section>
            </sections></column></columns></tab>
          <tab name="old" visible="false"><columns/></tab>
        </tabs>
        <controlDescriptions><controlDescription forControl="{aa}"><customControl id="{x}"/><customControl formFactor="0" name="ci_CrmInsights.Card"><parameters><insights>ci_insights</insights><size static="true">5</size></parameters></customControl></controlDescription></controlDescriptions></form>
        """;

    [Fact]
    public void Reads_tabs_sections_rows_and_cells_in_order()
    {
        var tab = FormXml.Read("Main", Xml).Tabs.Single();

        tab.Label.ShouldBe("General");
        tab.Columns.Single().Width.ShouldBe("60%");
        var section = tab.Columns[0].Sections.Single();
        section.Label.ShouldBe("Account");
        section.Rows.Count.ShouldBe(2);
        section.Rows[0].Single().ShouldBe(new FormCell("Name", new FormControl("name", "4273EDBD-AC1D-40D3-9FB2-095C621B552D", false, null)));
    }

    [Fact]
    public void Finds_the_code_component_of_a_control()
    {
        var control = FormXml.Read("Main", Xml).Tabs[0].Columns[0].Sections[0].Rows[1][0].Control!;

        control.Custom!.Name.ShouldBe("ci_CrmInsights.Card");
        control.Custom.Bindings.ShouldBe(new Dictionary<string, string> { ["insights"] = "ci_insights" });
        control.Disabled.ShouldBeTrue();
    }

    [Fact]
    public void Lists_the_columns_it_shows_itself() => FormXml.Read("Main", Xml).Columns.ShouldBe(["name"]);

    [Theory]
    [InlineData("<form><tabs>", "is no XML")]
    [InlineData("<form/>", "has no tabs")]
    public void Damaged_forms_are_refused_by_name(string xml, string message) =>
        Should.Throw<InvalidDataException>(() => FormXml.Read("Main", xml)).Message.ShouldContain($"The form Main {message}");
}
