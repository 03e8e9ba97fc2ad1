using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Composition;

/// <summary>Composes customizations.xml. The sections stand in the order of the platform's schema, which refuses any other.</summary>
sealed class CustomizationsWriter(SolutionModel model)
{
    public XElement Write() => new(
        "ImportExportXml",
        new XAttribute(XNamespace.Xmlns + "xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        new XElement("Entities", model.Tables.Select(new TableWriter(model).Write)),
        new XElement("Roles", Roots(FileKind.Role)),
        new XElement("Workflows", Roots(FileKind.Flow)),
        new XElement("FieldSecurityProfiles"),
        new XElement("Templates"),
        new XElement("EntityMaps"),
        new XElement("EntityRelationships", Relationships()),
        new XElement("OrganizationSettings"),
        new XElement("optionsets", Roots(FileKind.Choice)),
        new XElement("WebResources"),
        new XElement("CustomControls", model.Controls.Select(Control)),
        new XElement("SolutionPluginAssemblies", model.Plugins?.Assembly.Root),
        new XElement("SdkMessageProcessingSteps", model.Steps.Select(new StepWriter(model).Write)),
        Section("AppModuleSiteMaps", FileKind.SiteMap),
        Section("AppModules", FileKind.App),
        Section("connectionreferences", FileKind.Connection),
        new XElement("Languages", new XElement("Language", 1033)));

    IEnumerable<XElement> Relationships() =>
        model.Tables
            .SelectMany(table => table.Columns.Where(column => column.Relationship is not null).Select(column => (table, column)))
            .OrderBy(lookup => lookup.column.Relationship, StringComparer.Ordinal)
            .Select(lookup => new RelationshipWriter(model).Write(lookup.table, lookup.column));

    XElement Control(BuiltControl control)
    {
        var name = $"{model.Prefix}_{control.Name}";
        return new("CustomControl", new XElement("Name", name), new XElement("FileName", $"/Controls/{name}/{BuiltControl.ManifestName}"));
    }

    XElement? Section(string name, FileKind kind) => Roots(kind).Any() ? new XElement(name, Roots(kind)) : null;

    IEnumerable<XElement> Roots(FileKind kind) => model.Of(kind).Select(file => file.Root);
}
