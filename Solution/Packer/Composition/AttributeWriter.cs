using System.Xml.Linq;
using CrmInsights.Packer.Model;

namespace CrmInsights.Packer.Composition;

/// <summary>Expands a column of the sources to what the platform wants to read, in the order of its own exports.</summary>
sealed class AttributeWriter(string version)
{
    const string Everywhere = "ValidForAdvancedFind|ValidForForm|ValidForGrid";

    /// <summary>The column, and for money its twin in base currency.</summary>
    public IEnumerable<XElement> Write(Column column)
    {
        yield return Attribute(column, column.SchemaName, TypeDetails(column));
        if (column.Type == "money") yield return BaseTwin(column);
    }

    XElement Attribute(Column column, string schemaName, IEnumerable<XElement> details) => new(
        "attribute",
        new XAttribute("PhysicalName", schemaName),
        new XElement("Type", ColumnTypes.OnPlatform(column.Type)),
        new XElement("Name", schemaName.ToLowerInvariant()),
        new XElement("LogicalName", schemaName.ToLowerInvariant()),
        new XElement("RequiredLevel", RequiredLevel(column)),
        new XElement("DisplayMask", DisplayMask(column)),
        new XElement("ImeMode", ImeMode(column.Type)),
        Flag("ValidForUpdateApi", column.Is("update", otherwise: true)),
        Flag("ValidForReadApi", true),
        Flag("ValidForCreateApi", column.Is("create", otherwise: true)),
        Flag("IsCustomField", !column.IsSystem),
        Flag("IsAuditEnabled", column.Is("audit")),
        Flag("IsSecured", false),
        new XElement("IntroducedVersion", version),
        Flags(true, "IsCustomizable", "IsRenameable", "CanModifySearchSettings", "CanModifyRequirementLevelSettings", "CanModifyAdditionalSettings"),
        new XElement("SourceType", 0),
        Flags(false, "IsGlobalFilterEnabled", "IsSortableEnabled"),
        Flags(true, "CanModifyGlobalFilterSettings", "CanModifyIsSortableSettings"),
        Flag("IsDataSourceSecret", false),
        details,
        Labels.DisplayNames(column.Label),
        Labels.Descriptions(column.Meaning));

    XElement BaseTwin(Column column)
    {
        var twin = Attribute(column, $"{column.SchemaName}_Base", [.. MoneyDetails(column), new XElement("CalculationOf", column.LogicalName)]);
        twin.Element("ValidForUpdateApi")!.Value = "0";
        twin.Element("ValidForCreateApi")!.Value = "0";
        twin.Element("displaynames")!.ReplaceWith(Labels.DisplayNames($"{column.Label} (Base)"));
        twin.Element("Descriptions")!.ReplaceWith(Labels.Descriptions($"{column.Label} in base currency."));
        return twin;
    }

    IEnumerable<XElement> TypeDetails(Column column) => column.Type switch
    {
        "text" => [new("Format", "text"), new("MaxLength", column.Text("length")), new("Length", 2 * int.Parse(column.Text("length")))],
        "memo" => [new("Format", "textarea"), new("MaxLength", column.Text("length"))],
        "integer" => [new("Format", ""), .. Range(column)],
        "decimal" => [.. Range(column), new("Accuracy", column.Text("decimals"))],
        "money" => MoneyDetails(column),
        "date" => Moment("date", column.IsSystem ? 1 : 2),
        "datetime" => Moment("datetime", 1),
        "choice" => [new("AppDefaultValue", -1), new("OptionSetName", column.Choice)],
        "boolean" => [new("AppDefaultValue", 0), YesOrNo(column)],
        "lookup" => [new("LookupStyle", "single"), new("LookupTypes")],
        "owner" => [new("LookupStyle", "single"), new("LookupTypes", LookupType(8), LookupType(9))],
        "state" => [StateOptions.State(column.TableName, version)],
        "status" => [StateOptions.Status(column.TableName, version)],
        _ => [],
    };

    XElement YesOrNo(Column column) => new(
        "optionset",
        new XAttribute("Name", $"{column.TableName}_{column.LogicalName}"),
        new XElement("OptionSetType", "bit"),
        new XElement("IntroducedVersion", version),
        new XElement("IsCustomizable", 1),
        Labels.DisplayNames(column.Label),
        Labels.Descriptions(column.Meaning),
        new XElement("options", Option(1, "Yes"), Option(0, "No")));

    static XElement Option(int value, string label) => new("option", new XAttribute("value", value), Labels.OptionLabels(label));

    static IEnumerable<XElement> Range(Column column) => [new("MinValue", column.Text("min")), new("MaxValue", column.Text("max"))];

    // Accuracy source 2: as many decimals as the currency has.
    static IEnumerable<XElement> MoneyDetails(Column column) =>
        [.. Range(column), new("Accuracy", column.Text("decimals")), new("AccuracySource", 2)];

    // Behaviour 1 is the user's local time, 2 a day without a time.
    static IEnumerable<XElement> Moment(string format, int behaviour) =>
        [new("Format", format), Flag("CanChangeDateTimeBehavior", false), new("Behavior", behaviour)];

    static XElement LookupType(int typeCode) => new("LookupType", new XAttribute("id", Guid.Empty), typeCode);

    static string RequiredLevel(Column column) => column.Text("required") switch
    {
        "system" => "systemrequired",
        "yes" => "required",
        _ => "none",
    };

    static string DisplayMask(Column column) => column switch
    {
        { Type: "key" } => "ValidForAdvancedFind|RequiredForGrid",
        { IsPrimaryName: true } => $"PrimaryName|{Everywhere}|RequiredForForm",
        { Type: "owner" } => $"{Everywhere}|RequiredForForm",
        { IsSystem: true, Type: "integer" } => "ValidForAdvancedFind",
        _ => Everywhere,
    };

    static string ImeMode(string type) => type switch
    {
        "integer" or "decimal" or "money" => "disabled",
        "date" or "datetime" => "inactive",
        _ => "auto",
    };

    static XElement Flag(string name, bool value) => new(name, value ? 1 : 0);

    static IEnumerable<XElement> Flags(bool value, params string[] names) => names.Select(name => Flag(name, value));
}
