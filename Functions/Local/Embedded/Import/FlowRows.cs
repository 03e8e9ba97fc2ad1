using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Cloud flows and the connections they name. Flows are kept and never run, so they stay switched off whatever the solution says.</summary>
static class FlowRows
{
    const int CloudFlow = 5;

    public static IEnumerable<TableRow> Read(SolutionPackage package) =>
        [.. package.Section("connectionreferences").Elements("connectionreference").Select(Connection), .. package.Section("Workflows").Elements("Workflow").Select(flow => Flow(package, flow))];

    static TableRow Connection(XElement reference)
    {
        reference.Only("connectionreferencedisplayname connectorid iscustomizable promptingbehavior statecode statuscode description");
        var name = reference.NeedAttribute("connectionreferencelogicalname");
        return new TableRow("connectionreference", StableId.Of("connectionreference/" + name))
        {
            ["connectionreferencelogicalname"] = name,
            ["connectionreferencedisplayname"] = reference.Text("connectionreferencedisplayname"),
            ["description"] = reference.Text("description"),
            ["connectorid"] = reference.Need("connectorid"),
            ["statecode"] = 0,
            ["statuscode"] = 1,
        };
    }

    static TableRow Flow(SolutionPackage package, XElement flow)
    {
        flow.Only(
            """
            JsonFileName Type Subprocess Category Mode Scope OnDemand TriggerOnCreate TriggerOnDelete AsyncAutodelete SyncWorkflowLogOnFailure StateCode StatusCode RunAs IsTransacted
            IntroducedVersion IsCustomizable BusinessProcessType IsCustomProcessingStepAllowedForOtherPublishers ModernFlowType PrimaryEntity LocalizedNames Descriptions
            """);
        var name = flow.NeedAttribute("Name");
        if (flow.Number("Category") is not CloudFlow)
            throw new SolutionImportException($"The process '{name}' is of category {flow.Text("Category")}; only cloud flows ({CloudFlow}) can be kept.");
        return ComponentRows.Row("workflow", flow, flow.NeedAttribute("WorkflowId"), new()
        {
            ["name"] = name,
            ["description"] = flow.Label("Descriptions"),
            ["category"] = CloudFlow,
            ["type"] = flow.Number("Type") ?? 1,
            ["primaryentity"] = flow.Text("PrimaryEntity"),
            ["clientdata"] = Definition(package, name, flow.Need("JsonFileName")),
            ["statecode"] = 0,
            ["statuscode"] = 1,
        });
    }

    static string Definition(SolutionPackage package, string flow, string part)
    {
        try
        {
            using var json = JsonDocument.Parse(package.Part(part));
            if (json.RootElement.TryGetProperty("properties", out var properties) && properties.TryGetProperty("definition", out _)) return Encoding.UTF8.GetString(package.Part(part));
            throw new SolutionImportException($"The part '{part}' of the flow '{flow}' has no properties/definition.");
        }
        catch (JsonException error)
        {
            throw new SolutionImportException($"The part '{part}' of the flow '{flow}' is no JSON: {error.Message}");
        }
    }
}
