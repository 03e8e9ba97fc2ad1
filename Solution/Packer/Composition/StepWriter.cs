using System.Xml.Linq;
using CrmInsights.Packer.Model;

namespace CrmInsights.Packer.Composition;

/// <summary>Expands a line of the table of steps to the platform's form.</summary>
sealed class StepWriter(SolutionModel model)
{
    const string SameTail = "-ea3e-db11-86a7-000a3a5473e8";

    /// <summary>Ids of the platform's messages; the same in every environment.</summary>
    public static readonly IReadOnlyDictionary<string, string> MessageIds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Create"] = "9ebdbb1b" + SameTail,
        ["Update"] = "20bebb1b" + SameTail,
        ["Delete"] = "a1bdbb1b" + SameTail,
    };

    public static readonly IReadOnlyDictionary<string, int> Stages = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["pre-validation"] = 10,
        ["pre-operation"] = 20,
        ["post-operation"] = 40,
    };

    public XElement Write(PluginStep step)
    {
        var type = TypeOf(step);
        return new(
            "SdkMessageProcessingStep",
            new XAttribute("Name", $"{(string)type.Attribute("Name")!}: {step.Message} of {step.Table}"),
            new XAttribute("SdkMessageProcessingStepId", step.Text("id")),
            new XElement("PluginTypeName", (string)type.Attribute("AssemblyQualifiedName")!),
            new XElement("PluginTypeId", (string)type.Attribute("PluginTypeId")!),
            new XElement("PrimaryEntity", step.Table),
            new XElement("AsyncAutoDelete", step.Text("autodelete") == "on" ? 1 : 0),
            step.Filter.Count == 0 ? null : new XElement("FilteringAttributes", string.Join(',', step.Filter)),
            new XElement("InvocationSource", 0),
            new XElement("Mode", step.IsAsynchronous ? 1 : 0),
            new XElement("Rank", step.Text("rank")),
            Message(step),
            new XElement("EventHandlerTypeCode", 4602),
            new XElement("Stage", Stages[step.Stage]),
            new XElement("IsCustomizable", 1),
            new XElement("IsHidden", 0),
            new XElement("SupportedDeployment", 0),
            new XElement("IntroducedVersion", model.Version),
            new XElement("SdkMessageProcessingStepImages", step.Images.Select(image => Image(step, image))));
    }

    /// <summary>A custom API's message gets its id from the import; so the step names it.</summary>
    static XElement Message(PluginStep step) =>
        MessageIds.TryGetValue(step.Message, out var id) ? new XElement("SdkMessageId", $"{{{id}}}") : new XElement("SdkMessageName", step.Message);

    XElement Image(PluginStep step, XElement image) => new(
        "SdkMessageProcessingStepImage",
        new XAttribute("Name", (string)image.Attribute("alias")!),
        new XElement("SdkMessageProcessingStepImageId", (string)image.Attribute("id")!),
        new XElement("Attributes", string.Join(',', PluginStep.Names(image.Attribute("columns")))),
        new XElement("EntityAlias", (string)image.Attribute("alias")!),
        new XElement("ImageType", (string)image.Attribute("kind")! == "pre" ? 0 : 1),
        new XElement("MessagePropertyName", step.Message == "Create" ? "id" : "Target"),
        new XElement("IsCustomizable", 1),
        new XElement("IntroducedVersion", model.Version));

    XElement TypeOf(PluginStep step) =>
        model.Plugins!.Assembly.Root.Element("PluginTypes")!.Elements().Single(type => PluginTypes.ClassOf(type) == step.Class);
}
