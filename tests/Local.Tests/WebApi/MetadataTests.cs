using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 6, last point: WhoAmI, $metadata, EntityDefinitions.</summary>
public sealed class MetadataTests : WebApiTest
{
    [Theory]
    [InlineData("WhoAmI")]
    [InlineData("WhoAmI()")]
    public async Task WhoAmI_names_user_unit_and_organization(string form)
    {
        var answer = await Host.Json(form);
        Guid.Parse(answer.Text("UserId")).ShouldBe(Host.Organization.Facts.AdministratorId);
        Guid.Parse(answer.Text("OrganizationId")).ShouldBe(Host.Organization.OrganizationId);
        Guid.Parse(answer.Text("BusinessUnitId")).ShouldBe(Host.Organization.Facts.BusinessUnitId);
    }

    [Fact]
    public async Task Metadata_is_csdl_that_a_client_can_parse()
    {
        var response = await Host.Get("$metadata");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        using var xml = XmlReader.Create(await response.Content.ReadAsStreamAsync());
        CsdlReader.TryParse(xml, out var model, out var errors).ShouldBeTrue(string.Join("; ", errors ?? []));
        var order = (IEdmEntityType)model.FindDeclaredType("Microsoft.Dynamics.CRM.salesorder");
        order.FindProperty("customerid_account").PropertyKind.ShouldBe(EdmPropertyKind.Navigation);
        order.FindProperty("_customerid_value").Type.IsGuid().ShouldBeTrue();
        model.Validate(out var faults);
        // Names of lookups begin with an underscore, in Dataverse too, which the library calls invalid.
        faults.Where(fault => fault.ErrorCode != EdmErrorCode.InvalidName).Select(fault => fault.ErrorMessage).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_service_document_lists_the_sets() =>
        (await Host.Json(""))["value"]!.AsArray().Texts("name").ShouldContain("transactioncurrencies");

    [Fact]
    public async Task A_definition_names_set_key_and_columns()
    {
        var table = await Host.Json("EntityDefinitions(LogicalName='transactioncurrency')?$select=EntitySetName,PrimaryIdAttribute&$expand=Attributes($select=LogicalName,AttributeType)");
        (table.Text("EntitySetName"), table.Text("PrimaryIdAttribute")).ShouldBe(("transactioncurrencies", "transactioncurrencyid"));
        table.ContainsKey("LogicalName").ShouldBeFalse();
        var code = table["Attributes"]!.AsArray().Single(column => column.Text("LogicalName") == "isocurrencycode")!.AsObject();
        code.Text("AttributeType").ShouldBe("String");
        code.ContainsKey("MaxLength").ShouldBeFalse();
    }

    [Fact]
    public async Task Choices_show_their_values_and_labels()
    {
        var columns = await Host.Rows("EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet");
        var industry = columns.Single(column => column.Text("LogicalName") == "industrycode");
        var option = industry!["OptionSet"]!["Options"]!.AsArray()[0]!;
        option["Value"]!.GetValue<int>().ShouldBe(1);
        option["Label"]!["UserLocalizedLabel"].Text("Label").ShouldBe("Accounting");
        columns.ShouldAllBe(column => column.Text("@odata.type") == "#Microsoft.Dynamics.CRM.PicklistAttributeMetadata");
    }

    [Fact]
    public async Task A_column_keys_and_relationships_can_be_read_alone()
    {
        (await Host.Json("EntityDefinitions(LogicalName='account')/Attributes(LogicalName='name')"))["MaxLength"]!.GetValue<int>().ShouldBe(160);
        (await Host.Rows("EntityDefinitions(LogicalName='product')/Keys")).Single()!["KeyAttributes"]!.AsArray().Select(Text).ShouldBe(["productnumber"]);
        (await Host.Rows("EntityDefinitions(LogicalName='salesorder')/ManyToOneRelationships")).Texts("ReferencingEntityNavigationPropertyName").ShouldContain("customerid_account");
    }

    [Fact]
    public async Task An_unknown_table_is_404() => await Host.Get("EntityDefinitions(LogicalName='nope')").ShouldFail(404, "0x80040217");

    static string Text(JsonNode? node) => node!.GetValue<string>();
}
