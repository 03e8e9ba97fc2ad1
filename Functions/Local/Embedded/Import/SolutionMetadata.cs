using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Adds the tables, columns, keys and relationships of a solution to the metadata.</summary>
sealed partial class SolutionMetadata(Dictionary<string, TableDefinition> tables, SolutionPackage package)
{
    const string TableParts =
        """
        attributes EntityKeys ChangeTrackingEnabled LocalizedNames LocalizedCollectionNames Descriptions EntitySetName IsDuplicateCheckSupported IsBusinessProcessEnabled IsRequiredOffline
        IsInteractionCentricEnabled IsCollaboration AutoRouteToOwnerQueue IsConnectionsEnabled IsDocumentManagementEnabled AutoCreateAccessTeams IsOneNoteIntegrationEnabled
        IsKnowledgeManagementEnabled IsSLAEnabled IsDocumentRecommendationsEnabled IsBPFEntity OwnershipTypeMask IsAuditEnabled IsActivity ActivityTypeMask IsActivityParty IsReplicated
        IsReplicationUserFiltered IsMailMergeEnabled IsVisibleInMobile IsVisibleInMobileClient IsReadOnlyInMobileClient IsOfflineInMobileClient DaysSinceRecordLastModified
        MobileOfflineFilters IsMapiGridEnabled IsReadingPaneEnabled IsQuickCreateEnabled SyncToExternalSearchIndex IntroducedVersion IsCustomizable IsRenameable IsMappable
        CanModifyAuditSettings CanModifyMobileVisibility CanModifyMobileClientVisibility CanModifyMobileClientReadOnly CanModifyMobileClientOffline CanModifyConnectionSettings
        CanModifyDuplicateDetectionSettings CanModifyMailMergeSettings CanModifyQueueSettings CanCreateAttributes CanCreateForms CanCreateCharts CanCreateViews
        CanModifyAdditionalSettings CanEnableSyncToExternalSearchIndex EnforceStateTransitions CanChangeHierarchicalRelationship EntityHelpUrlEnabled EntityHelpUrl
        CanChangeTrackingBeEnabled IsEnabledForExternalChannels
        """;

    public void Apply()
    {
        var choices = package.Section("optionsets").Elements("optionset").ToDictionary(choice => choice.NeedAttribute("Name"), SolutionColumn.Options);
        foreach (var table in package.Tables) Table(table, choices);
        foreach (var relationship in package.Section("EntityRelationships").Elements("EntityRelationship")) Relationship(relationship);
        ThrowIfLookupHasNoTarget();
    }

    void Table(XElement element, Dictionary<string, List<ChoiceOption>> choices)
    {
        element.Only("Name EntityInfo FormXml SavedQueries Visualizations RibbonDiffXml");
        if (element.Element("RibbonDiffXml")?.Descendants().FirstOrDefault(IsRibbonChange) is { } change)
            throw new SolutionImportException($"Table {element.Need("Name")} changes the ribbon (<{change.Name.LocalName}>), which cannot be honoured.");
        var entity = (element.Element("EntityInfo")?.Element("entity") ?? throw new SolutionImportException($"Table {element.Need("Name")} has no EntityInfo/entity.")).Only(TableParts);
        var logicalName = Named(element.Need("Name").ToLowerInvariant());
        var attributes = entity.Element("attributes")?.Elements("attribute").ToList() ?? [];
        if (!tables.TryGetValue(logicalName, out var table)) tables.Add(logicalName, table = NewTable(element, entity, attributes));

        foreach (var attribute in attributes) SolutionColumn.Add(table, attribute, choices);
        if (entity.Element("ChangeTrackingEnabled") is not null) table.ChangeTracking |= entity.Flag("ChangeTrackingEnabled");
        foreach (var key in entity.Element("EntityKeys")?.Elements("EntityKey") ?? []) Key(table, key);
    }

    /// <summary>Real exports carry an empty skeleton.</summary>
    static bool IsRibbonChange(XElement element) => element.Name.LocalName is "CustomAction" or "HideCustomAction" or "CommandDefinition";

    static TableDefinition NewTable(XElement element, XElement entity, List<XElement> attributes)
    {
        var schemaName = element.Need("Name");
        var key = attributes.Find(attribute => attribute.Text("Type") == "primarykey")
            ?? throw new SolutionImportException($"The table {schemaName} is neither in this organisation nor complete: it has no column of type primarykey.");
        var name = attributes.Find(attribute => attribute.Text("DisplayMask")?.Split('|').Contains("PrimaryName") == true)
            ?? throw new SolutionImportException($"The table {schemaName} has no column whose DisplayMask says PrimaryName.");
        var table = new TableDefinition
        {
            LogicalName = schemaName.ToLowerInvariant(),
            SchemaName = schemaName,
            EntitySetName = Named(entity.Need("EntitySetName")),
            PrimaryKey = Named(key.Need("LogicalName")),
            PrimaryName = name.Need("LogicalName"),
            DisplayName = entity.Label("LocalizedNames") ?? schemaName,
        };
        SystemColumns.AddKey(table);
        return table;
    }

    static void Key(TableDefinition table, XElement element)
    {
        element.Only("Name LogicalName IntroducedVersion IsCustomizable EntityKeyAttributes displaynames");
        var columns = element.Element("EntityKeyAttributes")!.Elements("AttributeName").Select(name => name.Value.Trim()).ToList();
        var unknown = columns.Find(column => !table.Columns.ContainsKey(column));
        if (unknown is not null) throw new SolutionImportException($"The key {element.Need("Name")} names the column '{unknown}', which '{table.LogicalName}' has not.");
        table.Keys.RemoveAll(key => key.LogicalName == element.Need("LogicalName"));
        table.Keys.Add(new AlternateKey(Named(element.Need("LogicalName")), columns));
    }

    void Relationship(XElement element)
    {
        element.Only(
            """
            EntityRelationshipType IsCustomizable IntroducedVersion IsHierarchical ReferencingEntityName ReferencedEntityName CascadeAssign CascadeDelete CascadeArchive CascadeReparent
            CascadeShare CascadeUnshare CascadeRollupView IsValidForAdvancedFind ReferencingAttributeName RelationshipDescription EntityRelationshipRoles
            """);
        if (element.Need("EntityRelationshipType") != "OneToMany")
            throw new SolutionImportException($"The relationship {element.NeedAttribute("Name")} is {element.Need("EntityRelationshipType")}; only OneToMany is known.");
        var referencing = Existing(element, "ReferencingEntityName");
        var referenced = Existing(element, "ReferencedEntityName");
        var column = element.Need("ReferencingAttributeName").ToLowerInvariant();
        if (!referencing.Columns.TryGetValue(column, out var lookup))
            throw new SolutionImportException($"The relationship {element.NeedAttribute("Name")} names the column '{column}', which '{referencing.LogicalName}' has not.");

        referencing.Columns[column] = lookup with { Targets = [.. lookup.Targets.Append(referenced.LogicalName).Distinct()] };
        var relationship = new Relationship(element.NeedAttribute("Name"), referencing.LogicalName, column, referenced.LogicalName,
            Navigation(element, "1") ?? lookup.SchemaName, Navigation(element, "0") ?? element.NeedAttribute("Name"), Cascade(element.Text("CascadeDelete")));
        referencing.ManyToOne.RemoveAll(known => known.Name == relationship.Name);
        referenced.OneToMany.RemoveAll(known => known.Name == relationship.Name);
        referencing.ManyToOne.Add(relationship);
        referenced.OneToMany.Add(relationship);
    }

    TableDefinition Existing(XElement relationship, string child)
    {
        var name = relationship.Need(child).ToLowerInvariant();
        // Rows are owned by users here; the platform's Owner is the union of users and teams.
        if (name == "owner") name = "systemuser";
        return tables.TryGetValue(name, out var table) ? table
            : throw new SolutionImportException($"The relationship {relationship.NeedAttribute("Name")} needs the table '{name}', which this organisation has not.");
    }

    static string? Navigation(XElement relationship, string role) => relationship.Descendants("EntityRelationshipRole")
        .FirstOrDefault(candidate => candidate.Text("RelationshipRoleType") == role)?.Text("NavigationPropertyName");

    static CascadeDelete Cascade(string? text) => text switch
    {
        null or "RemoveLink" => CascadeDelete.RemoveLink,
        "Cascade" => CascadeDelete.Cascade,
        "Restrict" or "NoCascade" => CascadeDelete.Restrict,
        _ => throw new SolutionImportException($"CascadeDelete '{text}' is not known."),
    };

    void ThrowIfLookupHasNoTarget()
    {
        foreach (var table in tables.Values)
        {
            var lookup = table.Columns.Values.FirstOrDefault(column => Storage.ColumnCodec.IsLookup(column) && column.Targets.Count == 0);
            if (lookup is not null) throw new SolutionImportException($"The lookup {table.LogicalName}.{lookup.LogicalName} has no relationship in the solution.");
        }
    }

    /// <summary>Names become SQL identifiers and URL segments.</summary>
    static string Named(string name) => PlainName().IsMatch(name) ? name : throw new SolutionImportException($"'{name}' is no name: letters, digits and _ are allowed.");

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,127}$")]
    private static partial Regex PlainName();
}
