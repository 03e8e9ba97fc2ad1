using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer;

/// <summary>Writes docs/data-dictionary.md from the sources: one line a column.</summary>
static class DataDictionary
{
    const string Head = """
        # Data dictionary

        Every column that the CrmInsights solution brings. Generated from Solution/src; a test fails when it is out of date, and
        `dotnet run --project Solution/Packer -- dictionary Solution/src CrmInsights docs/data-dictionary.md` renews it.

        **Written by**: *app* the Function app; *person* a user or administrator; *import* whoever brings data from outside; *platform* Dataverse.
        **Privacy**: *profile* the result of profiling, cleared when a customer objects; *consent* the customer's decision about profiling;
        *identifier* names a row in another system; *operational* says nothing about a person.
        Money columns have a twin `<name>_base` in base currency, which the platform computes.
        The columns that Dataverse keeps on every table (owner, created, modified, status) are left out.


        """;

    public static string Write(SolutionModel model)
    {
        var text = new StringBuilder(Head);
        foreach (var tables in model.Tables.Where(table => Own(table).Any()).GroupBy(table => string.Join(' ', Own(table).Select(column => column.LogicalName)), StringComparer.Ordinal))
        {
            Write(text, [.. tables]);
        }
        WriteChoices(text, model);
        WriteApis(text, model);
        return text.ToString();
    }

    static void WriteApis(StringBuilder text, SolutionModel model)
    {
        text.Append("\n## Custom APIs\n| name | table | takes | gives | does |\n| --- | --- | --- | --- | --- |\n");
        foreach (var api in model.Apis)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {api.Name} | {api.Table} | {Parameters(api.Requests)} | {Parameters(api.Responses)} | {api.Declaration.Element("description")!.Value} |\n");
        }
    }

    static string Parameters(IEnumerable<XElement> parameters) => string.Join(", ", parameters.Select(Parameter).DefaultIfEmpty("-"));

    static string Parameter(XElement parameter) =>
        $"{(string?)parameter.Attribute("name")} ({(string?)parameter.Attribute("type")}{((string?)parameter.Attribute("optional") == "yes" ? ", optional" : "")})";

    static void WriteChoices(StringBuilder text, SolutionModel model)
    {
        text.Append("## Choices\n| choice | values |\n| --- | --- |\n");
        foreach (var choice in model.Of(FileKind.Choice).Select(file => file.Root))
        {
            var values = choice.Descendants("option").Select(option => $"{(string)option.Attribute("value")!} {(string)option.Descendants("label").First().Attribute("description")!}");
            text.Append(CultureInfo.InvariantCulture, $"| {(string)choice.Attribute("Name")!} | {string.Join(", ", values)} |\n");
        }
    }

    /// <summary>Tables with the same columns share a list.</summary>
    static void Write(StringBuilder text, List<Table> tables)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {string.Join(", ", tables.Select(table => table.LogicalName))}\n");
        text.Append("| column | type | meaning | written by | privacy |\n| --- | --- | --- | --- | --- |\n");
        foreach (var column in Own(tables[0]))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {column.LogicalName} | {TypeOf(column)} | {column.Meaning} | {column.Text("writer")} | {column.Text("privacy")} |\n");
        }
        text.Append('\n');
    }

    static IEnumerable<Column> Own(Table table) => table.Columns.Where(column => !column.IsSystem);

    /// <summary>The type with its limits, choice or target.</summary>
    static string TypeOf(Column column) => column.Type switch
    {
        "text" or "memo" => $"{column.Type} {column.Text("length")}",
        "integer" => $"integer {column.Text("min")}..{column.Text("max")}",
        "decimal" => $"decimal {column.Text("min")}..{column.Text("max")}, {column.Text("decimals")} places",
        "choice" => $"choice {column.Choice}",
        "lookup" => $"lookup {column.Target}",
        _ => column.Type,
    };
}
