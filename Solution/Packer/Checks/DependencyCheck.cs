using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>What solution.xml says must be there before: both sides of a dependency exist.</summary>
sealed class DependencyCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var component in model.Manifest.Element("MissingDependencies")!.Elements().Elements())
        {
            Check(component);
        }
    }

    void Check(XElement component)
    {
        var name = (string?)component.Attribute("schemaName") ?? "";
        var id = ((string?)component.Attribute("id") ?? "").Trim('{', '}');
        switch ((string?)component.Attribute("type"))
        {
            case "1":
                Expect(component, model.KnowsTable(name), $"table {name}");
                break;
            case "10":
                Expect(component, model.Tables.SelectMany(table => table.Columns).Any(column => column.Relationship == name), $"relationship {name}");
                break;
            case "2":
                Expect(component, model.TypeOf((string?)component.Attribute("parentSchemaName") ?? "", name) is not null, $"column {name}");
                break;
            case "29":
                Expect(component, model.Flows.Any(flow => flow.Id == id), $"flow {id}");
                break;
            case "60":
                Expect(component, model.Of(FileKind.Form).Any(form => form.Root.Descendants("formid").Single().Value.Trim('{', '}') == id), $"form {id}");
                break;
            case "66":
                Expect(component, model.Stack.Any(one => one.Controls.Any(control => $"{one.Prefix}_{control.Name}" == name)), $"control {name}");
                break;
            case "92":
                Expect(component, model.Steps.Any(step => step.Id == id), $"step {id}");
                break;
            default:
                problems.Add(component, $"the component type {(string?)component.Attribute("type")} is unknown here; known are 1 table, 2 column, 10 relationship, 29 flow, 60 form, 66 control, 92 step.");
                break;
        }
    }

    void Expect(XElement at, bool exists, string what) =>
        problems.Require(exists, at, $"the dependency names the {what}, which is neither defined here nor a known stock one.");
}
