using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Plug-in assemblies with their types, steps with their images.</summary>
static class PluginRows
{
    /// <summary>Stands in a step's values until its message filter is known.</summary>
    public const string PrimaryTable = "primaryentity";
    /// <summary>Stands in a step's values until its message is known.</summary>
    public const string MessageName = "messagename";

    public static IEnumerable<TableRow> Assemblies(SolutionPackage package)
    {
        foreach (var assembly in package.Section("SolutionPluginAssemblies").Elements("PluginAssembly"))
        {
            assembly.Only("IsolationMode SourceType IntroducedVersion FileName PluginTypes");
            var identity = new System.Reflection.AssemblyName(assembly.NeedAttribute("FullName"));
            var row = ComponentRows.Row("pluginassembly", assembly, assembly.NeedAttribute("PluginAssemblyId"), new()
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

    static TableRow PluginType(TableRow assembly, XElement type, string assemblyName) => ComponentRows.Row("plugintype", type, type.NeedAttribute("PluginTypeId"), new()
    {
        ["name"] = type.NeedAttribute("Name"),
        ["typename"] = type.NeedAttribute("AssemblyQualifiedName").Split(',')[0],
        ["friendlyname"] = type.Text("FriendlyName"),
        ["assemblyname"] = assemblyName,
        ["pluginassemblyid"] = new Lookup("pluginassembly", assembly.Id),
    });

    public static IEnumerable<TableRow> Steps(SolutionPackage package)
    {
        foreach (var step in package.Section("SdkMessageProcessingSteps").Elements("SdkMessageProcessingStep"))
        {
            step.Only(
                """
                SdkMessageId SdkMessageName PluginTypeName PluginTypeId PrimaryEntity AsyncAutoDelete Configuration Description FilteringAttributes InvocationSource Mode Rank EventHandlerTypeCode Stage
                IsCustomizable IsHidden SupportedDeployment IntroducedVersion SdkMessageProcessingStepImages
                """);
            var row = Step(step);
            yield return row;
            foreach (var image in step.Descendants("SdkMessageProcessingStepImage")) yield return Image(row, image);
        }
    }

    static TableRow Step(XElement step)
    {
        var row = ComponentRows.Row("sdkmessageprocessingstep", step, step.NeedAttribute("SdkMessageProcessingStepId"), new()
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
            ["plugintypeid"] = new Lookup("plugintype", step.NeedId(step.Need("PluginTypeId"))),
            ["statecode"] = 0,
            ["statuscode"] = 1,
        });
        row["eventhandler"] = row["plugintypeid"];
        // The importer turns the names of message and table into the rows that they name.
        if (step.Text("SdkMessageId") is { } message) row["sdkmessageid"] = new Lookup("sdkmessage", step.NeedId(message));
        else row[MessageName] = step.Need("SdkMessageName");
        row[PrimaryTable] = step.Text("PrimaryEntity");
        return row;
    }

    static TableRow Image(TableRow step, XElement image) => ComponentRows.Row("sdkmessageprocessingstepimage", image, image.Need("SdkMessageProcessingStepImageId"), new()
    {
        ["name"] = image.NeedAttribute("Name"),
        ["entityalias"] = image.Need("EntityAlias"),
        ["attributes"] = image.Text("Attributes"),
        ["messagepropertyname"] = image.Need("MessagePropertyName"),
        ["imagetype"] = image.Number("ImageType") ?? 0,
        ["sdkmessageprocessingstepid"] = new Lookup("sdkmessageprocessingstep", step.Id),
    });
}
