using System.Xml;
using System.Xml.Schema;

namespace CrmInsights.Packer.Tests.Composition;

public sealed class CustomizationsSchemaTests
{
    [SharedReferenceFact]
    public void Customizations_are_valid_by_the_platforms_own_schema() =>
        Validate(new XDocument(WithoutNewer(PackedSolution.Ours.Managed.Customizations))).ShouldBeEmpty();

    [SharedReferenceFact]
    public void Those_of_the_tab_on_the_account_form_are_valid_too()
    {
        var customizations = PackedSolution.AccountTab.Managed.Customizations;
        // The marks of a change are in the platform's own exports, but not in its published schema.
        customizations.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "solutionaction" or "ordinalvalue").Remove();

        Validate(new XDocument(customizations)).ShouldBeEmpty();
    }

    [SharedReferenceFact]
    public void The_schema_refuses_sections_in_another_order()
    {
        var customizations = PackedSolution.Ours.Managed.Customizations;
        var entities = customizations.Element("Entities")!;
        entities.Remove();
        customizations.Add(entities);

        Validate(new XDocument(customizations)).ShouldNotBeEmpty();
    }

    /// <summary>The published schema is older than custom APIs: in its time a step had an id of a message, never a name.</summary>
    static XElement WithoutNewer(XElement customizations)
    {
        customizations.Descendants("SdkMessageName").Remove();
        return customizations;
    }

    static List<string> Validate(XDocument document)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, SharedReferenceFactAttribute.Schema);
        var errors = new List<string>();
        document.Validate(schemas, (_, error) => errors.Add(error.Message));
        return errors;
    }
}
