using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Forms that use a code component: it exists, its host is a control of the form, and each property is bound to a column it can take.</summary>
sealed class ControlUseCheck(SolutionModel model, ProblemLog problems)
{
    /// <summary>Which types of column a type of property can be bound to.</summary>
    static readonly Dictionary<string, string[]> s_fitting = new(StringComparer.Ordinal)
    {
        ["SingleLine.Text"] = ["text"],
        ["Multiple"] = ["memo"],
        ["Whole.None"] = ["integer"],
        ["Decimal"] = ["decimal"],
        ["Currency"] = ["money"],
        ["DateAndTime.DateOnly"] = ["date"],
        ["DateAndTime.DateAndTime"] = ["datetime"],
        ["OptionSet"] = ["choice"],
        ["TwoOptions"] = ["boolean"],
    };

    public void Run()
    {
        foreach (var table in model.Tables)
        {
            foreach (var form in model.Of(FileKind.Form, table))
            {
                foreach (var description in form.Root.Descendants("controlDescription")) Check(table, form, description);
                CheckHosts(form);
            }
        }
    }

    void CheckHosts(SourceFile form)
    {
        var described = form.Root.Descendants("controlDescription").Select(description => Bare((string?)description.Attribute("forControl"))).ToHashSet();
        foreach (var control in form.Root.Descendants("control").Where(control => control.Attribute("uniqueid") is not null))
        {
            var id = (string)control.Attribute("uniqueid")!;
            problems.Require(described.Contains(Bare(id)), control, $"the control has the uniqueid {id}, but no controlDescription is for it.");
        }
    }

    void Check(Table table, SourceFile form, XElement description)
    {
        var target = (string)description.Attribute("forControl")!;
        var host = form.Root.Descendants("control").FirstOrDefault(control => Bare((string?)control.Attribute("uniqueid")) == Bare(target));
        problems.Require(host is not null, description, $"forControl is {target}, which is no control's uniqueid in this form.");
        foreach (var use in description.Elements("customControl").Where(use => use.Attribute("name") is not null))
        {
            Check(table, use);
        }
    }

    void Check(Table table, XElement use)
    {
        var name = (string)use.Attribute("name")!;
        if (Find(name) is not { } control)
        {
            problems.Add(use, $"the control {name} is neither packed here nor in a solution that this one depends on.");
            return;
        }
        var given = use.Element("parameters")?.Elements().ToList() ?? [];
        foreach (var parameter in given)
        {
            CheckParameter(table, control, parameter);
        }
        foreach (var missing in control.Properties.Where(property => (string?)property.Attribute("required") == "true" && given.All(one => one.Name.LocalName != (string?)property.Attribute("name"))))
        {
            problems.Add(use, $"the control {name} needs the parameter {(string?)missing.Attribute("name")}.");
        }
    }

    void CheckParameter(Table table, BuiltControl control, XElement parameter)
    {
        if (control.Property(parameter.Name.LocalName) is not { } property)
        {
            problems.Add(parameter, $"the control {control.Name} has no property {parameter.Name.LocalName}; it has {string.Join(", ", control.Properties.Select(one => (string?)one.Attribute("name")))}.");
            return;
        }
        if ((string?)parameter.Attribute("static") == "true") return;
        var wanted = (string?)property.Attribute("of-type") ?? "";
        var type = model.TypeOf(table.LogicalName, parameter.Value);
        problems.Require(type is not null, parameter, $"the control is bound to the column {parameter.Value}, which {table.LogicalName} has not.");
        problems.Require(type is null || s_fitting.GetValueOrDefault(wanted, []).Contains(type), parameter, $"{parameter.Name.LocalName} takes {wanted}, but {parameter.Value} is of type {type}.");
    }

    BuiltControl? Find(string name) =>
        model.Stack.Select(one => one.Controls.FirstOrDefault(control => $"{one.Prefix}_{control.Name}" == name)).FirstOrDefault(control => control is not null);

    static string Bare(string? id) => (id ?? "").Trim('{', '}').ToUpperInvariant();
}
