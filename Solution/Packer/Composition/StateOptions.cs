using System.Xml.Linq;

namespace CrmInsights.Packer.Composition;

/// <summary>The two states and status reasons that every own table starts with.</summary>
static class StateOptions
{
    static readonly string[] s_names = ["Active", "Inactive"];

    public static XElement State(string table, string version) => OptionSet(
        (table, "statecode", "state"), version,
        new XElement("states", s_names.Select((name, state) => new XElement(
            "state",
            new XAttribute("value", state),
            new XAttribute("defaultstatus", state + 1),
            new XAttribute("invariantname", name),
            Labels.OptionLabels(name)))));

    public static XElement Status(string table, string version) => OptionSet(
        (table, "statuscode", "status"), version,
        new XElement("statuses", s_names.Select((name, state) => new XElement(
            "status",
            new XAttribute("value", state + 1),
            new XAttribute("state", state),
            Labels.OptionLabels(name)))));

    static XElement OptionSet((string Table, string Column, string Type) column, string version, XElement values) => new(
        "optionset",
        new XAttribute("Name", $"{column.Table}_{column.Column}"),
        new XElement("OptionSetType", column.Type),
        new XElement("IntroducedVersion", version),
        new XElement("IsCustomizable", 1),
        Labels.DisplayNames(column.Type == "state" ? "Status" : "Status Reason"),
        Labels.Descriptions(""),
        values);
}
