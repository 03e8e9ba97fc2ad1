using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>The components of a solution that are ordinary rows, all but forms: views, charts, roles, environment variables, apps and those that the other readers of this folder know.</summary>
sealed class ComponentRows(SolutionPackage package, OrganizationFacts facts)
{
    /// <summary>Components without an id in the solution, and the column that tells them apart.</summary>
    public static readonly Dictionary<string, string> UniqueNames = new()
    {
        ["environmentvariabledefinition"] = "schemaname",
        ["sitemap"] = "sitemapnameunique",
        ["appmodule"] = "uniquename",
    };

    /// <summary>In the order in which rows may refer to each other.</summary>
    public IEnumerable<TableRow> Read() =>
    [
        .. package.Tables.SelectMany(Views), .. package.Tables.SelectMany(Charts), .. Roles(), .. PluginRows.Assemblies(package), .. new CustomApiRows(package).Read(), .. PluginRows.Steps(package),
        .. package.Folder("environmentvariabledefinitions").Select(Variable), .. ClientRows.Read(package), .. FlowRows.Read(package),
        .. package.Section("AppModuleSiteMaps").Elements("AppModuleSiteMap").Select(SiteMap), .. package.Section("AppModules").Elements("AppModule").Select(App),
    ];

    static IEnumerable<TableRow> Views(XElement table) =>
        from view in table.Element("SavedQueries")?.Descendants("savedquery") ?? []
        select Row("savedquery", view, view.Need("savedqueryid"), new()
        {
            ["name"] = view.Label("LocalizedNames"),
            ["description"] = view.Label("Descriptions"),
            ["returnedtypecode"] = table.Need("Name").ToLowerInvariant(),
            ["querytype"] = view.Number("querytype"),
            ["isdefault"] = view.Flag("isdefault"),
            ["isquickfindquery"] = view.Flag("isquickfindquery"),
            ["layoutxml"] = Inner(view.Element("layoutxml")),
            ["fetchxml"] = Inner(view.Element("fetchxml")),
            ["statecode"] = 0,
            ["statuscode"] = 1,
        });

    static IEnumerable<TableRow> Charts(XElement table) =>
        from chart in table.Element("Visualizations")?.Descendants("visualization") ?? []
        select Row("savedqueryvisualization", chart, chart.Need("savedqueryvisualizationid"), new()
        {
            ["name"] = chart.Label("LocalizedNames"),
            ["description"] = chart.Label("Descriptions"),
            ["primaryentitytypecode"] = table.Need("Name").ToLowerInvariant(),
            ["datadescription"] = Inner(chart.Element("datadescription")),
            ["presentationdescription"] = Inner(chart.Element("presentationdescription")),
            ["isdefault"] = chart.Flag("isdefault"),
        });

    IEnumerable<TableRow> Roles() =>
        from role in package.Section("Roles").Elements("Role")
        let privileges = role.Only("IsCustomizable IsAutoAssigned IntroducedVersion RolePrivileges").Descendants("RolePrivilege")
        select Row("role", role, role.NeedAttribute("id"), new()
        {
            ["name"] = role.NeedAttribute("name"),
            ["privileges"] = string.Join('\n', privileges.Select(privilege => $"{privilege.NeedAttribute("name")} {privilege.NeedAttribute("level")}")),
            ["businessunitid"] = new Lookup("businessunit", facts.BusinessUnitId),
        });

    static TableRow Variable(XElement definition)
    {
        definition.Only("description displayname introducedversion iscustomizable isrequired secretstore type defaultvalue");
        return new TableRow("environmentvariabledefinition", Guid.Empty)
        {
            Values =
            {
                ["schemaname"] = definition.NeedAttribute("schemaname"),
                ["displayname"] = definition.Element("displayname")?.Attribute("default")?.Value,
                ["description"] = definition.Element("description")?.Attribute("default")?.Value,
                ["defaultvalue"] = definition.Text("defaultvalue"),
                ["isrequired"] = definition.Flag("isrequired"),
                ["type"] = definition.Number("type"),
                ["secretstore"] = definition.Number("secretstore"),
                ["statecode"] = 0,
                ["statuscode"] = 1,
            },
        };
    }

    static TableRow SiteMap(XElement map)
    {
        map.Only("SiteMapUniqueName EnableCollapsibleGroups ShowHome ShowPinned ShowRecents SiteMap LocalizedNames");
        return new TableRow("sitemap", Guid.Empty)
        {
            Values =
            {
                ["sitemapname"] = map.Label("LocalizedNames"),
                ["sitemapnameunique"] = map.Need("SiteMapUniqueName"),
                ["sitemapxml"] = map.Element("SiteMap")?.ToString(SaveOptions.DisableFormatting),
            },
        };
    }

    static TableRow App(XElement app)
    {
        app.Only(
            """
            UniqueName IntroducedVersion WebResourceId OptimizedFor statecode statuscode FormFactor ClientType NavigationType AppModuleComponents AppModuleRoleMaps LocalizedNames Descriptions
            appsettings
            """);
        return new TableRow("appmodule", Guid.Empty)
        {
            Values =
            {
                ["name"] = app.Label("LocalizedNames"),
                ["uniquename"] = app.Need("UniqueName"),
                ["description"] = app.Label("Descriptions"),
                ["descriptor"] = new XElement("descriptor", app.Element("AppModuleComponents"), app.Element("AppModuleRoleMaps")).ToString(SaveOptions.DisableFormatting),
                ["clienttype"] = app.Number("ClientType"),
                ["formfactor"] = app.Number("FormFactor"),
                ["statecode"] = 0,
                ["statuscode"] = 1,
            },
        };
    }

    public static TableRow Row(string table, XElement element, string id, Dictionary<string, object?> values) => new(table, element.NeedId(id)) { Values = values };

    static string? Inner(XElement? element) => element?.Elements().FirstOrDefault()?.ToString(SaveOptions.DisableFormatting);
}
