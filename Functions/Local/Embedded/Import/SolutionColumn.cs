using System.Globalization;
using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Reads one column of a solution.</summary>
static class SolutionColumn
{
    const string Parts =
        """
        Type Name LogicalName RequiredLevel DisplayMask ImeMode ValidForUpdateApi ValidForReadApi ValidForCreateApi IsCustomField IsAuditEnabled IsSecured IntroducedVersion IsCustomizable
        IsRenameable CanModifySearchSettings CanModifyRequirementLevelSettings CanModifyAdditionalSettings SourceType IsGlobalFilterEnabled IsSortableEnabled CanModifyGlobalFilterSettings
        CanModifyIsSortableSettings IsDataSourceSecret MinValue MaxValue Accuracy AccuracySource CalculationOf displaynames Descriptions AppDefaultValue OptionSetName optionset LookupStyle
        LookupTypes Format CanChangeDateTimeBehavior Behavior MaxLength Length AutoNumberFormat IsSearchable IsFilterable IsRetrievable IsLocalizable
        """;

    /// <summary>Lookups that the platform brings to every table without a relationship in the solution.</summary>
    static readonly string[] s_userStamps = ["createdonbehalfby", "modifiedonbehalfby", "createdby", "modifiedby"];

    public static void Add(TableDefinition table, XElement element, Dictionary<string, List<ChoiceOption>> choices)
    {
        element.Only(Parts);
        ThrowIfBeyondUs(table, element);
        var name = element.Need("LogicalName");
        if (table.Columns.TryGetValue(name, out var present) && present.Type is ColumnType.PrimaryKey) return;
        var type = TypeOf(table, element);
        table.Columns[name] = new ColumnDefinition
        {
            LogicalName = name,
            SchemaName = element.NeedAttribute("PhysicalName"),
            Type = type,
            DisplayName = element.Label("displaynames") ?? name,
            Required = element.Text("RequiredLevel") == "systemrequired",
            ValidForCreate = element.Flag("ValidForCreateApi"),
            ValidForUpdate = element.Flag("ValidForUpdateApi"),
            MaxLength = type is ColumnType.Text or ColumnType.Memo ? element.Number("MaxLength") : null,
            MinValue = element.Decimal("MinValue"),
            MaxValue = element.Decimal("MaxValue"),
            Precision = type switch { ColumnType.Decimal => element.Number("Accuracy") ?? 2, ColumnType.Money => 4, _ => null },
            DefaultValue = element.Number("AppDefaultValue") is { } value and >= 0 ? value : null,
            Options = OptionsOf(table, element, choices),
            Targets = s_userStamps.Contains(name) || name == "ownerid" ? ["systemuser"] : present?.Targets ?? [],
        };
    }

    /// <summary>The values of a choice: options, states or statuses.</summary>
    public static List<ChoiceOption> Options(XElement choice) =>
        [.. choice.Descendants().Where(option => option.Name.LocalName is "option" or "state" or "status").Select(Option)];

    static ChoiceOption Option(XElement option) => new(
        Value(option, "value"), option.Label("labels") ?? option.NeedAttribute("value"), option.Name.LocalName == "status" ? Value(option, "state") : null);

    static int Value(XElement option, string attribute) => int.Parse(option.NeedAttribute(attribute), CultureInfo.InvariantCulture);

    static IReadOnlyList<ChoiceOption> OptionsOf(TableDefinition table, XElement element, Dictionary<string, List<ChoiceOption>> choices)
    {
        if (element.Element("optionset") is { } own) return Options(own);
        if (element.Text("OptionSetName") is not { } name) return [];
        return choices.TryGetValue(name, out var shared) ? shared
            : throw new SolutionImportException($"{table.LogicalName}.{element.Need("LogicalName")} uses the choice '{name}', which the solution does not bring.");
    }

    static void ThrowIfBeyondUs(TableDefinition table, XElement element)
    {
        var where = $"{table.LogicalName}.{element.Need("LogicalName")}";
        if (element.Number("SourceType") is not (null or 0)) throw new SolutionImportException($"{where} is a calculated or roll-up column, which cannot be honoured.");
        if (element.Flag("IsSecured")) throw new SolutionImportException($"{where} has column security, which cannot be honoured.");
        if (element.Text("AutoNumberFormat") is not null) throw new SolutionImportException($"{where} numbers itself (AutoNumberFormat), which cannot be honoured.");
    }

    static ColumnType TypeOf(TableDefinition table, XElement element) => element.Need("Type") switch
    {
        "primarykey" => ColumnType.PrimaryKey,
        "uniqueidentifier" => ColumnType.UniqueIdentifier,
        "nvarchar" => ColumnType.Text,
        "ntext" => ColumnType.Memo,
        "bit" => ColumnType.Boolean,
        "int" => ColumnType.Integer,
        "bigint" => ColumnType.BigInteger,
        "decimal" => ColumnType.Decimal,
        "money" => ColumnType.Money,
        "float" => ColumnType.Double,
        "datetime" => element.Text("Behavior") == "2" ? ColumnType.DateOnly : ColumnType.DateTime,
        "picklist" => ColumnType.Choice,
        "state" => ColumnType.State,
        "status" => ColumnType.Status,
        "lookup" => ColumnType.Lookup,
        "owner" => ColumnType.Owner,
        var type => throw new SolutionImportException($"{table.LogicalName}.{element.Need("LogicalName")} is of type '{type}', which the embedded Dataverse does not know."),
    };
}
