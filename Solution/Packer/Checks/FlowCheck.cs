using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>A cloud flow arrives switched off, its definition is one, and every connection, action, table, column and custom API that it names exists.</summary>
sealed partial class FlowCheck(SolutionModel model, ProblemLog problems)
{
    const string CloudFlowCategory = "5";

    public void Run()
    {
        foreach (var flow in model.Flows)
        {
            CheckEntry(flow.Declaration, flow);
            if (flow.Definition is { } definition) CheckDefinition(definition);
            else problems.Add(CloudFlow.DefinitionPath(flow.Entry), 1, $"the file is missing, {flow.Entry.Path} needs it.");
        }
    }

    void CheckEntry(XElement entry, CloudFlow flow)
    {
        Require(entry, "Category", CloudFlowCategory, "only cloud flows are packed");
        Require(entry, "StateCode", "0", "a flow is delivered switched off");
        Require(entry, "StatusCode", "1", "a flow is delivered switched off");
        problems.Require(flow.Part.StartsWith("Workflows/", StringComparison.Ordinal) && flow.Part.EndsWith($"-{flow.Id.ToUpperInvariant()}.json", StringComparison.Ordinal),
            entry.Element("JsonFileName")!, $"JsonFileName is '{flow.Part}'; expected Workflows/<name>-{flow.Id.ToUpperInvariant()}.json.");
    }

    void Require(XElement entry, string name, string value, string reason)
    {
        var element = entry.Element(name)!;
        problems.Require(element.Value == value, element, $"<{name}> is {element.Value}, expected {value}: {reason}.");
    }

    void CheckDefinition(TextFile file)
    {
        try
        {
            using var json = JsonDocument.Parse(file.Text);
            if (!TryObject(json.RootElement, "properties", out var properties) || !TryObject(properties, "definition", out var definition) || !TryObject(properties, "connectionReferences", out var connections))
            {
                problems.Add(file.Path, 1, "expected an object properties with the objects connectionReferences and definition.");
                return;
            }
            CheckConnections(file, connections);
            foreach (var part in new[] { "triggers", "actions" })
            {
                if (TryObject(definition, part, out var steps) && steps.EnumerateObject().Any()) CheckSteps(file, steps, connections);
                else problems.Add(file.Path, file.LineOf("\"definition\""), $"the definition has no {part}.");
            }
        }
        catch (JsonException error)
        {
            problems.Add(file.Path, (int)(error.LineNumber ?? 0) + 1, $"is not JSON: {error.Message}");
        }
    }

    void CheckConnections(TextFile file, JsonElement connections)
    {
        var known = model.Of(FileKind.Connection).Select(one => (string?)one.Root.Attribute("connectionreferencelogicalname")).ToHashSet();
        foreach (var connection in connections.EnumerateObject())
        {
            var name = TryObject(connection.Value, "connection", out var inner) ? Text(inner, "connectionReferenceLogicalName") : null;
            if (!known.Contains(name)) problems.Add(file.Path, file.LineOf($"\"{name}\""), $"the connection reference {name} is not defined in connectionreferences.");
        }
    }

    void CheckSteps(TextFile file, JsonElement steps, JsonElement connections)
    {
        foreach (var step in steps.EnumerateObject())
        {
            var line = file.LineOf($"\"{step.Name}\"");
            if (TryObject(step.Value, "runAfter", out var before))
            {
                foreach (var earlier in before.EnumerateObject().Where(earlier => !steps.TryGetProperty(earlier.Name, out _)))
                    problems.Add(file.Path, line, $"{step.Name} runs after {earlier.Name}, which is no action beside it.");
            }
            if (TryObject(step.Value, "actions", out var inner)) CheckSteps(file, inner, connections);
            if (!TryObject(step.Value, "inputs", out var inputs)) continue;
            if (TryObject(inputs, "host", out var host) && Text(host, "connectionName") is { } connection && !connections.TryGetProperty(connection, out _))
                problems.Add(file.Path, line, $"{step.Name} uses the connection {connection}, which connectionReferences does not name.");
            if (TryObject(inputs, "parameters", out var parameters)) CheckNames(file, step.Name, parameters);
        }
    }

    void CheckNames(TextFile file, string step, JsonElement parameters)
    {
        var trigger = Text(parameters, "subscriptionRequest/entityname");
        if (trigger is not null)
        {
            Expect(file, step, trigger, model.KnowsTable(trigger), "the table");
            var filter = Column().Matches(Text(parameters, "subscriptionRequest/filterexpression") ?? "").Select(match => Bare(match.Groups[1].Value));
            foreach (var column in (Text(parameters, "subscriptionRequest/filteringattributes") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Concat(filter))
                Expect(file, step, column, model.TypeOf(trigger, column) is not null, $"the column of {trigger}");
        }
        if (Text(parameters, "actionName") is { } action && action.Split('.')[^1] is var api && model.HasOurPrefix(api))
        {
            var known = model.Stack.SelectMany(one => one.Apis).FirstOrDefault(one => one.Name == api);
            Expect(file, step, api, known is not null, "the custom API");
            foreach (var missing in known?.Requests.Where(request => (string?)request.Attribute("optional") == "no" && !parameters.TryGetProperty($"item/{(string?)request.Attribute("name")}", out _)) ?? [])
                problems.Add(file.Path, file.LineOf($"\"{step}\""), $"{step} gives {api} no {(string?)missing.Attribute("name")}.");
        }
    }

    void Expect(TextFile file, string step, string name, bool exists, string what)
    {
        if (!exists) problems.Add(file.Path, file.LineOf(name), $"{step} names {what} {name}, which is neither defined here nor a known stock one.");
    }

    // A lookup is read as _name_value.
    static string Bare(string property) =>
        property.StartsWith('_') && property.EndsWith("_value", StringComparison.Ordinal) ? property[1..^"_value".Length] : property;

    static bool TryObject(JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;

    static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // In a row filter a column stands before its operator.
    [GeneratedRegex(@"([a-z_][a-z0-9_]*) (?:eq|ne|gt|ge|lt|le) ")]
    private static partial Regex Column();
}
