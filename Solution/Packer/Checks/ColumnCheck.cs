using System.Globalization;
using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Columns, keys and choices: names, types, and that what they refer to exists.</summary>
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
    static readonly string[] s_writers = ["app", "person", "import", "platform"];
    static readonly string[] s_privacy = ["profile", "consent", "identifier", "operational"];

    public void Run()
    {
        foreach (var table in model.Tables)
        {
            CheckTable(table);
            foreach (var column in table.Columns)
            {
                CheckColumn(column);
            }
        }
        CheckRelationshipNames();
        CheckChoices();
    }

    void CheckTable(Table table)
    {
        if (table.Folder.Split('/')[^1] != table.LogicalName) problems.Add(table.Declaration, $"the table {table.SchemaName} lies in the wrong folder: expected Entities/{table.LogicalName}.");
        if (!table.IsStock) CheckPrefix(table.Declaration, table.LogicalName);
        else if (model.StockTables.All(stock => stock.Name != table.LogicalName)) problems.Add(table.Declaration, $"the table {table.LogicalName} is no known stock table; add it to stock-tables.xml.");
        foreach (var twice in table.Columns.GroupBy(column => column.LogicalName, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            problems.Add(twice.Declaration, $"the column {twice.LogicalName} of {table.LogicalName} is defined twice.");
        }
        foreach (var column in table.Keys.SelectMany(key => key.Elements("keycolumn")).Where(column => model.TypeOf(table.LogicalName, (string)column.Attribute("name")!) is null))
        {
            problems.Add(column, $"the key names the column {(string)column.Attribute("name")!}, which {table.LogicalName} has not.");
        }
    }

    void CheckColumn(Column column)
    {
        var at = column.Declaration;
        if (!ColumnTypes.Knows(column.Type))
        {
            problems.Add(at, $"the column type {column.Type} is unknown; known are {string.Join(", ", ColumnTypes.Names)}.");
            return;
        }
        foreach (var missing in s_needs.GetValueOrDefault(column.Type, []).Where(need => column.Text(need).Length == 0))
        {
            problems.Add(at, $"a {column.Type} column needs the attribute {missing}.");
        }
        foreach (var number in s_numbers.Where(name => at.Attribute(name) is not null && !decimal.TryParse(column.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
        {
            problems.Add(at, $"{number}=\"{column.Text(number)}\" is no whole number.");
        }
        if (!column.IsSystem) CheckPrefix(at, column.LogicalName);
        if (!s_writers.Contains(column.Text("writer"))) problems.Add(at, $"the writer is \"{column.Text("writer")}\", expected one of {string.Join(", ", s_writers)}.");
        if (!s_privacy.Contains(column.Text("privacy"))) problems.Add(at, $"the privacy class is \"{column.Text("privacy")}\", expected one of {string.Join(", ", s_privacy)}.");
        CheckReferences(column);
    }

    void CheckReferences(Column column)
    {
        if (column.Choice is { } choice && model.Of(FileKind.Choice).All(file => (string?)file.Root.Attribute("Name") != choice))
        {
            problems.Add(column.Declaration, $"the choice {choice} is not defined; expected OptionSets/{choice}.xml.");
        }
        if (column.Target is { } target && !model.KnowsTable(target.ToLowerInvariant()))
        {
            problems.Add(column.Declaration, $"the lookup points to the table {target}, which is neither defined here nor a known stock table.");
        }
        if (column.Type == "lookup" && column.Relationship is null && !column.IsSystem)
        {
            problems.Add(column.Declaration, "a lookup of ours needs the attribute relationship.");
        }
    }

    void CheckPrefix(XElement at, string name)
    {
        if (!name.StartsWith(model.Prefix + "_", StringComparison.Ordinal)) problems.Add(at, $"the name {name} does not start with the publisher's prefix {model.Prefix}_.");
    }

    void CheckRelationshipNames()
    {
        var lookups = model.Tables.SelectMany(table => table.Columns).Where(column => column.Relationship is not null);
        foreach (var twice in lookups.GroupBy(column => column.Relationship, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            problems.Add(twice.Declaration, $"the relationship {twice.Relationship} is defined twice.");
        }
    }

    void CheckChoices()
    {
        foreach (var file in model.Of(FileKind.Choice))
        {
            CheckPrefix(file.Root, (string?)file.Root.Attribute("Name") ?? "");
            foreach (var option in file.Root.Descendants("option").Where(option => !IsOurs((string)option.Attribute("value")!)))
            {
                problems.Add(option, $"the value {(string)option.Attribute("value")!} lies outside the publisher's range, which starts at {model.OptionPrefix}0000.");
            }
        }
    }

    bool IsOurs(string value) =>
        value.Length == model.OptionPrefix.Length + 4 && value.StartsWith(model.OptionPrefix, StringComparison.Ordinal) && value.All(char.IsAsciiDigit);
}
