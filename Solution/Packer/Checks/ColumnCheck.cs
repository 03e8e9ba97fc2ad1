using System.Globalization;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Columns: their names, what their type needs, and that what they refer to exists.</summary>
sealed class ColumnCheck(SolutionModel model, ProblemLog problems)
{
    static readonly Dictionary<string, string[]> s_needs = new(StringComparer.Ordinal)
    {
        ["text"] = ["length"],
        ["memo"] = ["length"],
        ["integer"] = ["min", "max"],
        ["decimal"] = ["min", "max", "decimals"],
        ["money"] = ["min", "max", "decimals"],
        ["choice"] = ["choice"],
        ["lookup"] = ["target"],
    };

    static readonly string[] s_numbers = ["min", "max", "length", "decimals"];

    public void Run()
    {
        foreach (var column in model.Tables.SelectMany(table => table.Columns))
        {
            CheckName(column);
            CheckType(column);
            CheckReferences(column);
        }
    }

    void CheckName(Column column) =>
        problems.Require(
            column.IsSystem || model.HasOurPrefix(column.LogicalName),
            column.Declaration,
            $"the name {column.LogicalName} does not start with the publisher's prefix {model.Prefix}_.");

    void CheckType(Column column)
    {
        foreach (var need in s_needs.GetValueOrDefault(column.Type, []))
        {
            problems.Require(column.Text(need).Length > 0, column.Declaration, $"a {column.Type} column needs the attribute {need}.");
        }
        foreach (var name in s_numbers.Where(name => column.Text(name).Length > 0))
        {
            var isNumber = decimal.TryParse(column.Text(name), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
            problems.Require(isNumber, column.Declaration, $"{name}=\"{column.Text(name)}\" is no number.");
        }
    }

    void CheckReferences(Column column)
    {
        if (column.Choice is { } choice)
        {
            problems.Require(model.Of(FileKind.Choice).Any(file => (string?)file.Root.Attribute("Name") == choice), column.Declaration, $"the choice {choice} is not defined; expected OptionSets/{choice}.xml.");
        }
        if (column.Target is { } target)
        {
            problems.Require(model.KnowsTable(target.ToLowerInvariant()), column.Declaration, $"the lookup points to the table {target}, which is neither defined here nor a known stock table.");
        }
        problems.Require(column.Type != "lookup" || column.IsSystem || column.Relationship is not null, column.Declaration, "a lookup of ours needs the attribute relationship.");
    }
}
