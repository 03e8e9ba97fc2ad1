using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Composition;

/// <summary>Writes the <c>Entity</c> of one table: its columns, flags, keys, forms and views.</summary>
sealed class TableWriter(SolutionModel model)
{
    /// <summary>Flags of a new table in the order of the platform's exports; those of ours that are on.</summary>
    static readonly string[] s_off =
    [
        "IsDuplicateCheckSupported", "IsBusinessProcessEnabled", "IsRequiredOffline", "IsInteractionCentricEnabled", "IsCollaboration",
        "AutoRouteToOwnerQueue", "IsConnectionsEnabled", "IsDocumentManagementEnabled", "AutoCreateAccessTeams", "IsOneNoteIntegrationEnabled",
        "IsKnowledgeManagementEnabled", "IsSLAEnabled", "IsDocumentRecommendationsEnabled", "IsBPFEntity",
    ];

    static readonly string[] s_customizable =
    [
        "IsCustomizable", "IsRenameable", "IsMappable", "CanModifyAuditSettings", "CanModifyMobileVisibility", "CanModifyMobileClientVisibility",
        "CanModifyMobileClientReadOnly", "CanModifyMobileClientOffline", "CanModifyConnectionSettings", "CanModifyDuplicateDetectionSettings",
        "CanModifyMailMergeSettings", "CanModifyQueueSettings", "CanCreateAttributes", "CanCreateForms", "CanCreateCharts", "CanCreateViews",
        "CanModifyAdditionalSettings", "CanEnableSyncToExternalSearchIndex",
    ];

    readonly AttributeWriter _attributes = new(model.Version);

    public XElement Write(Table table) => new(
        "Entity",
        new XElement("Name", new XAttribute("LocalizedName", table.Label), new XAttribute("OriginalName", table.IsStock ? "" : table.Label), table.SchemaName),
        new XElement("EntityInfo", new XElement("entity", new XAttribute("Name", table.SchemaName), Info(table))),
        Forms(table),
        Views(table),
        EmptyRibbon());

    IEnumerable<XObject> Info(Table table) =>
        table.IsUnchanged ? [new XAttribute("unmodified", 1), new XElement("attributes")] : table.IsStock ? StockInfo(table) : OwnInfo(table);

    IEnumerable<XElement> StockInfo(Table table) => [Attributes(table), ChangeTracking(table), .. Keys(table)];

    IEnumerable<XElement> OwnInfo(Table table) =>
    [
        Labels.LocalizedNames(table.Label),
        Labels.LocalizedCollectionNames((string)table.Declaration.Attribute("plural")!),
        Labels.Descriptions(table.Declaration.Element("description")?.Value ?? ""),
        Attributes(table),
        new("EntitySetName", (string)table.Declaration.Attribute("set")!),
        .. s_off.Select(flag => new XElement(flag, 0)),
        new("OwnershipTypeMask", "UserOwned"),
        new("IsAuditEnabled", (string?)table.Declaration.Attribute("audit") == "on" ? 1 : 0),
        new("IsActivity", 0),
        new("ActivityTypeMask", ""),
        new("IsActivityParty", 0),
        new("IsReplicated", 0),
        new("IsReplicationUserFiltered", 0),
        new("IsMailMergeEnabled", 0),
        new("IsVisibleInMobile", 0),
        new("IsVisibleInMobileClient", 1),
        new("IsReadOnlyInMobileClient", 0),
        new("IsOfflineInMobileClient", 0),
        new("DaysSinceRecordLastModified", 0),
        new("MobileOfflineFilters", ""),
        new("IsMapiGridEnabled", 1),
        new("IsReadingPaneEnabled", 1),
        new("IsQuickCreateEnabled", 0),
        new("SyncToExternalSearchIndex", 0),
        new("IntroducedVersion", model.Version),
        .. s_customizable.Select(flag => new XElement(flag, 1)),
        new("EnforceStateTransitions", 0),
        new("CanChangeHierarchicalRelationship", 1),
        new("EntityHelpUrlEnabled", 0),
        new("EntityHelpUrl", ""),
        ChangeTracking(table),
        new("CanChangeTrackingBeEnabled", 1),
        new("IsEnabledForExternalChannels", 0),
        .. Keys(table),
    ];

    XElement Attributes(Table table) => new("attributes", table.Columns.SelectMany(_attributes.Write));

    static XElement ChangeTracking(Table table) => new("ChangeTrackingEnabled", table.HasChangeTracking ? 1 : 0);

    IEnumerable<XElement> Keys(Table table) => table.Keys.Any() ? [new("EntityKeys", table.Keys.Select(Key))] : [];

    XElement Key(XElement key) => new(
        "EntityKey",
        new XElement("Name", (string)key.Attribute("name")!),
        new XElement("LogicalName", ((string)key.Attribute("name")!).ToLowerInvariant()),
        new XElement("IntroducedVersion", model.Version),
        new XElement("IsCustomizable", 1),
        new XElement("EntityKeyAttributes", key.Elements("keycolumn").Select(column => new XElement("AttributeName", (string)column.Attribute("name")!))),
        Labels.DisplayNames((string)key.Attribute("label")!));

    IEnumerable<XElement> Forms(Table table) =>
        model.Of(FileKind.Form, table).ToList() is { Count: > 0 } files
            ? [new("FormXml", files.GroupBy(file => (string)file.Root.Attribute("type")!, StringComparer.Ordinal).Select(FormsOfType))]
            : [];

    static XElement FormsOfType(IGrouping<string, SourceFile> forms) =>
        new("forms", new XAttribute("type", forms.Key), forms.SelectMany(file => file.Root.Elements()));

    IEnumerable<XElement> Views(Table table) =>
        model.Of(FileKind.View, table).ToList() is { Count: > 0 } files
            ? [new("SavedQueries", new XElement("savedqueries", files.Select(file => file.Root)))]
            : [];

    static XElement EmptyRibbon() => new(
        "RibbonDiffXml",
        new XElement("CustomActions"),
        new XElement("Templates", new XElement("RibbonTemplates", new XAttribute("Id", "Mscrm.Templates"))),
        new XElement("CommandDefinitions"),
        new XElement("RuleDefinitions", new XElement("TabDisplayRules"), new XElement("DisplayRules"), new XElement("EnableRules")),
        new XElement("LocLabels"));
}
