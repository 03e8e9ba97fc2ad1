using System.Xml;
using System.Xml.Linq;

namespace CrmInsights.Local.Form.Layout;

/// <summary>Reads FormXML: tabs, columns, sections, rows, cells, controls. Hidden parts are left out, unknown ones ignored.</summary>
static class FormXml
{
    public static FormLayout Read(string name, string formXml)
    {
        XElement form;
        try
        {
            form = XElement.Parse(formXml);
        }
        catch (XmlException wrong)
        {
            throw new InvalidDataException($"The form {name} is no XML: {wrong.Message}", wrong);
        }
        var custom = CustomControls(form);
        var tabs = form.Element("tabs") ?? throw new InvalidDataException($"The form {name} has no tabs element.");
        return new FormLayout(name, [.. tabs.Elements("tab").Where(Visible).Select((tab, index) => Tab(tab, index, custom))]);
    }

    // controlDescriptions name, per control, the code component for each form factor; a browser takes the first.
    static Dictionary<string, CodeComponent> CustomControls(XElement form) =>
        (from description in form.Descendants("controlDescription")
         let component = description.Elements("customControl").FirstOrDefault(control => control.Attribute("name") is not null)
         where component is not null
         select (Id: ((string?)description.Attribute("forControl") ?? "").ToUpperInvariant(), component))
        .DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id, pair => Component(pair.component));

    static CodeComponent Component(XElement control) => new(
        (string)control.Attribute("name")!,
        (control.Element("parameters")?.Elements() ?? []).Where(parameter => (string?)parameter.Attribute("static") != "true")
            .DistinctBy(parameter => parameter.Name.LocalName).ToDictionary(parameter => parameter.Name.LocalName, parameter => parameter.Value));

    static FormTab Tab(XElement tab, int index, Dictionary<string, CodeComponent> custom) => new(
        (string?)tab.Attribute("name") is { Length: > 0 } name ? name : $"tab{index + 1}",
        Label(tab) is { Length: > 0 } label ? label : $"Tab {index + 1}",
        [.. Children(tab, "columns", "column").Select(column => Column(column, custom))]);

    static FormColumn Column(XElement column, Dictionary<string, CodeComponent> custom) => new(
        (string?)column.Attribute("width") ?? "100%",
        [.. Children(column, "sections", "section").Where(Visible).Select(section => Section(section, custom))]);

    static FormSection Section(XElement section, Dictionary<string, CodeComponent> custom) => new(
        (string?)section.Attribute("showlabel") == "false" ? "" : Label(section),
        [.. Children(section, "rows", "row").Select(row => (IReadOnlyList<FormCell>)[.. row.Elements("cell").Where(Visible).Select(cell => Cell(cell, custom))])
            .Where(cells => cells.Count > 0)]);

    static FormCell Cell(XElement cell, Dictionary<string, CodeComponent> custom) =>
        new((string?)cell.Attribute("showlabel") == "false" ? "" : Label(cell), Control(cell.Element("control"), custom));

    static FormControl? Control(XElement? control, Dictionary<string, CodeComponent> custom) =>
        (string?)control?.Attribute("datafieldname") is not { Length: > 0 } column ? null : new FormControl(
            column,
            ((string?)control!.Attribute("classid") ?? "").Trim('{', '}').ToUpperInvariant(),
            (string?)control.Attribute("disabled") == "true",
            custom.GetValueOrDefault(((string?)control.Attribute("uniqueid") ?? "").ToUpperInvariant()));

    static IEnumerable<XElement> Children(XElement parent, string list, string item) => parent.Element(list)?.Elements(item) ?? [];

    static bool Visible(XElement element) => (string?)element.Attribute("visible") != "false";

    static string Label(XElement element) =>
        (string?)element.Element("labels")?.Elements("label")
            .OrderBy(label => (string?)label.Attribute("languagecode") == "1033" ? 0 : 1).FirstOrDefault()?.Attribute("description") ?? "";
}
