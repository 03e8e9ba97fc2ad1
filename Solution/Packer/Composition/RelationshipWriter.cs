using System.Xml.Linq;
using CrmInsights.Packer.Model;

namespace CrmInsights.Packer.Composition;

/// <summary>Writes the relationship behind a lookup: referential, so that deleting the other row only empties the lookup.</summary>
sealed class RelationshipWriter(SolutionModel model)
{
    public XElement Write(Table table, Column lookup) => new(
        "EntityRelationship",
        new XAttribute("Name", lookup.Relationship!),
        new XElement("EntityRelationshipType", "OneToMany"),
        new XElement("IsCustomizable", lookup.IsSystem ? 0 : 1),
        new XElement("IntroducedVersion", model.Version),
        new XElement("IsHierarchical", 0),
        new XElement("ReferencingEntityName", table.SchemaName),
        new XElement("ReferencedEntityName", model.SchemaNameOf(lookup.Target!.ToLowerInvariant())),
        new XElement("CascadeAssign", "NoCascade"),
        // A user or a business unit cannot be deleted, so the platform's own relationships have nothing to unlink.
        new XElement("CascadeDelete", lookup.IsSystem ? "NoCascade" : "RemoveLink"),
        new XElement("CascadeReparent", "NoCascade"),
        new XElement("CascadeShare", "NoCascade"),
        new XElement("CascadeUnshare", "NoCascade"),
        new XElement("IsValidForAdvancedFind", 1),
        new XElement("ReferencingAttributeName", lookup.SchemaName),
        new XElement("RelationshipDescription", Labels.Descriptions(lookup.Meaning)),
        new XElement("EntityRelationshipRoles", LookupRole(lookup), CollectionRole(lookup)));

    static XElement LookupRole(Column lookup) => new(
        "EntityRelationshipRole",
        new XElement("NavPaneDisplayOption", lookup.IsSystem ? "DoNotDisplay" : "UseCollectionName"),
        new XElement("NavPaneArea", "Details"),
        new XElement("NavPaneOrder", 10000),
        new XElement("NavigationPropertyName", lookup.IsSystem ? lookup.LogicalName : lookup.SchemaName),
        new XElement("RelationshipRoleType", 1));

    static XElement CollectionRole(Column lookup) => new(
        "EntityRelationshipRole",
        new XElement("NavigationPropertyName", lookup.Relationship),
        new XElement("RelationshipRoleType", 0));
}
