using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>The components of a solution that are ordinary rows: forms, views, roles, plug-ins with steps and images, environment variables.</summary>
sealed class ComponentRows(SolutionPackage package, OrganizationFacts facts)
{
    static readonly Dictionary<string, int> s_formTypes = new() { ["main"] = 2, ["mobile"] = 5, ["quick"] = 6, ["quickCreate"] = 7, ["card"] = 11 };

    /// <summary>Components without an id in the solution, and the column that tells them apart.</summary>
    public static readonly Dictionary<string, string> UniqueNames = new()
    {
        ["environmentvariabledefinition"] = "schemaname",
        ["sitemap"] = "sitemapnameunique",
        ["appmodule"] = "uniquename",
    };

    /// <summary>In the order in which rows may refer to each other.</summary>
    public IEnumerable<TableRow> Read() =>
        [.. package.Tables.SelectMany(Forms), .. package.Tables.SelectMany(Views), .. Roles(), .. Assemblies(), .. Steps(), .. package.Folder("environmentvariabledefinitions").Select(Variable),
        .. package.Section("AppModuleSiteMaps").Elements("AppModuleSiteMap").Select(SiteMap), .. package.Section("AppModules").Elements("AppModule").Select(App)];

    static IEnumerable<TableRow> Forms(XElement table) =>
        from forms in table.Element("FormXml")?.Elements("forms") ?? []
        from form in forms.Elements("systemform")
        select Row("systemform", form, form.Need("formid"), new()
        {
            ["name"] = form.Label("LocalizedNames"),
            ["description"] = form.Label("Descriptions"),
            ["objecttypecode"] = table.Need("Name").ToLowerInvariant(),
            ["type"] = s_formTypes.TryGetValue(forms.NeedAttribute("type"), out var type) ? type
                : throw new SolutionImportException($"A form of {table.Need("Name")} is of type '{forms.NeedAttribute("type")}', which is not known."),
            ["formxml"] = form.Element("form")?.ToString(SaveOptions.DisableFormatting),
            ["formactivationstate"] = form.Number("FormActivationState") ?? 1,
            ["isdefault"] = false,
        });

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

    IEnumerable<TableRow> Roles() =>
        from role in package.Section("Roles").Elements("Role")
        let privileges = role.Only("IsCustomizable IsAutoAssigned IntroducedVersion RolePrivileges").Descendants("RolePrivilege")
        select Row("role", role, role.NeedAttribute("id"), new()
        {
            ["name"] = role.NeedAttribute("name"),
            ["privileges"] = string.Join('\n', privileges.Select(privilege => $"{privilege.NeedAttribute("name")} {privilege.NeedAttribute("level")}")),
            ["businessunitid"] = new Lookup("businessunit", facts.BusinessUnitId),
        });

    IEnumerable<TableRow> Assemblies()
    {
        foreach (var assembly in package.Section("SolutionPluginAssemblies").Elements("PluginAssembly"))
        {
            assembly.Only("IsolationMode SourceType IntroducedVersion FileName PluginTypes");
            var identity = new System.Reflection.AssemblyName(assembly.NeedAttribute("FullName"));
            var row = Row("pluginassembly", assembly, assembly.NeedAttribute("PluginAssemblyId"), new()
            {
                ["name"] = identity.Name,
                ["version"] = identity.Version?.ToString(),
                ["culture"] = "neutral",
                ["publickeytoken"] = Convert.ToHexStringLower(identity.GetPublicKeyToken() ?? []),
                ["isolationmode"] = assembly.Number("IsolationMode") ?? 2,
                ["sourcetype"] = 0,
                ["content"] = Convert.ToBase64String(package.Part(assembly.Need("FileName"))),
            });
            yield return row;
            foreach (var type in assembly.Descendants("PluginType")) yield return PluginType(row, type, identity.Name!);
        }
    }

    static TableRow PluginType(TableRow assembly, XElement type, string assemblyName) => Row("plugintype", type, type.NeedAttribute("PluginTypeId"), new()
    {
        ["name"] = type.NeedAttribute("Name"),
        ["typename"] = type.NeedAttribute("AssemblyQualifiedName").Split(',')[0],
        ["friendlyname"] = type.Text("FriendlyName"),
        ["assemblyname"] = assemblyName,
        ["pluginassemblyid"] = new Lookup("pluginassembly", assembly.Id),
    });

    IEnumerable<TableRow> Steps()
    {
        foreach (var step in package.Section("SdkMessageProcessingSteps").Elements("SdkMessageProcessingStep"))
        {
            step.Only(
                """
                SdkMessageId PluginTypeName PluginTypeId PrimaryEntity AsyncAutoDelete Configuration Description FilteringAttributes InvocationSource Mode Rank EventHandlerTypeCode Stage
                IsCustomizable IsHidden SupportedDeployment IntroducedVersion SdkMessageProcessingStepImages
                """);
            var row = Step(step);
            yield return row;
            foreach (var image in step.Descendants("SdkMessageProcessingStepImage")) yield return Image(row, image);
        }
    }

    static TableRow Step(XElement step)
    {
        var row = Row("sdkmessageprocessingstep", step, step.NeedAttribute("SdkMessageProcessingStepId"), new()
        {
            ["name"] = step.NeedAttribute("Name"),
            ["description"] = step.Text("Description"),
            ["configuration"] = step.Text("Configuration"),
            ["filteringattributes"] = step.Text("FilteringAttributes"),
            ["asyncautodelete"] = step.Flag("AsyncAutoDelete"),
            ["mode"] = step.Number("Mode") ?? 0,
            ["stage"] = step.Number("Stage") ?? 40,
            ["rank"] = step.Number("Rank") ?? 1,
            ["supporteddeployment"] = 0,
            ["sdkmessageid"] = new Lookup("sdkmessage", step.NeedId(step.Need("SdkMessageId"))),
            ["plugintypeid"] = new Lookup("plugintype", step.NeedId(step.Need("PluginTypeId"))),
            ["statecode"] = 0,
            ["statuscode"] = 1,
        });
        row["eventhandler"] = row["plugintypeid"];
        // The importer turns the table's name into its message filter.
        row[PrimaryTable] = step.Text("PrimaryEntity");
        return row;
    }

    /// <summary>Stands in a step's values until its message filter is known.</summary>
    public const string PrimaryTable = "primaryentity";

    static TableRow Image(TableRow step, XElement image) => Row("sdkmessageprocessingstepimage", image, image.Need("SdkMessageProcessingStepImageId"), new()
    {
        ["name"] = image.NeedAttribute("Name"),
        ["entityalias"] = image.Need("EntityAlias"),
        ["attributes"] = image.Text("Attributes"),
        ["messagepropertyname"] = image.Need("MessagePropertyName"),
        ["imagetype"] = image.Number("ImageType") ?? 0,
        ["sdkmessageprocessingstepid"] = new Lookup("sdkmessageprocessingstep", step.Id),
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

    static TableRow Row(string table, XElement element, string id, Dictionary<string, object?> values) => new(table, element.NeedId(id)) { Values = values };

    static string? Inner(XElement? element) => element?.Elements().FirstOrDefault()?.ToString(SaveOptions.DisableFormatting);
}
