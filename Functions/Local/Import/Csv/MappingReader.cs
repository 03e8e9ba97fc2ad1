using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CrmInsights.Local.Import.Csv;

/// <summary>Reads a mapping file and refuses it, with all its mistakes at once, where it does not fit the data.</summary>
static class MappingReader
{
    /// <summary>Name of the mapping file that is looked for beside the data.</summary>
    internal const string DefaultName = "mapping.yaml";

    static readonly Dictionary<string, (string[] Needed, string[] Possible)> s_columns = new()
    {
        ["customers"] = (["number"], ["name", "firstName", "lastName", "city", "country", "industry", "employees", "revenue", "createdOn"]),
        ["products"] = (["number", "name"], ["price", "cost"]),
        ["orders"] = (["number", "customer", "orderedOn"], ["discount"]),
        ["lines"] = (["order", "price"], ["product", "quantity", "discount"]),
    };

    public static Mapping Read(string dataFolder, string? mappingPath)
    {
        if (!Directory.Exists(dataFolder))
            throw new MappingException($"The data folder {dataFolder} does not exist. Give the folder that holds your CSV files with --data.");

        var mapping = Parse(FindFile(dataFolder, mappingPath));
        mapping.Folder = dataFolder;
        var mistakes = Check(mapping).ToList();
        return mistakes.Count == 0 ? mapping : throw new MappingException(string.Join(System.Environment.NewLine, mistakes));
    }

    static string FindFile(string dataFolder, string? mappingPath)
    {
        var path = mappingPath ?? System.IO.Path.Combine(dataFolder, DefaultName);
        if (File.Exists(path)) return path;
        throw new MappingException(mappingPath is null
            ? $"There is no {DefaultName} in {dataFolder}. Name a mapping file with --mapping FILE; docs/import.md shows how to write one."
            : $"The mapping file {path} does not exist.");
    }

    static Mapping Parse(string path)
    {
        try
        {
            var yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
            var mapping = yaml.Deserialize<Mapping?>(File.ReadAllText(path)) ?? throw new MappingException($"{path} is empty. docs/import.md shows what belongs in it.");
            mapping.Path = path;
            return mapping;
        }
        catch (YamlException wrong)
        {
            throw new MappingException($"{path}, line {wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message} docs/import.md lists the keys.");
        }
    }

    static IEnumerable<string> Check(Mapping mapping)
    {
        var place = mapping.Path;
        if (mapping.Source.Length is 0 or > 40 || mapping.Source.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not '-' and not '_'))
            yield return $"{place}: source is \"{mapping.Source}\"; expected 1 to 40 letters, digits, - or _: it begins every ci_externalid.";
        if (mapping.NegativeQuantity is not "return" and not "reject")
            yield return $"{place}: negativeQuantity is \"{mapping.NegativeQuantity}\"; expected return or reject.";
        if (mapping.Delimiter.Length != 1)
            yield return $"{place}: delimiter is \"{mapping.Delimiter}\"; expected one character, \"\\t\" for a tab.";
        if (FindEncoding(mapping.Encoding) is null)
            yield return $"{place}: encoding \"{mapping.Encoding}\" is unknown; expected a name such as utf-8 or windows-1252.";
        if (mapping.Customers is { Table: not "account" and not "contact" } customers)
            yield return $"{place}: customers.table is \"{customers.Table}\"; expected account or contact.";
        foreach (var mistake in Sections(mapping).SelectMany(section => CheckFile(mapping, section.Name, section.File))) yield return mistake;
    }

    static IEnumerable<(string Name, Mapping.MappedFile? File)> Sections(Mapping mapping) =>
        [("customers", mapping.Customers), ("products", mapping.Products), ("orders", mapping.Orders), ("lines", mapping.Lines)];

    static IEnumerable<string> CheckFile(Mapping mapping, string section, Mapping.MappedFile? file)
    {
        var (needed, possible) = s_columns[section];
        if (file is null) return [$"{mapping.Path}: {section} is missing; it names a file and its columns."];
        var mistakes = new List<string>();
        foreach (var word in needed.Except(file.Columns.Keys))
            mistakes.Add($"{mapping.Path}: {section}.columns has no {word}; every file of {section} needs {string.Join(", ", needed)}.");
        foreach (var word in file.Columns.Keys.Except(needed).Except(possible))
            mistakes.Add($"{mapping.Path}: {section}.columns.{word} is unknown; expected one of {string.Join(", ", needed.Concat(possible))}.");
        if (section == "customers" && !file.Columns.ContainsKey("name") && !file.Columns.ContainsKey("lastName"))
            mistakes.Add($"{mapping.Path}: customers.columns needs name or lastName.");
        mistakes.AddRange(CheckHeader(mapping, section, file));
        return mistakes;
    }

    static IEnumerable<string> CheckHeader(Mapping mapping, string section, Mapping.MappedFile file)
    {
        var path = System.IO.Path.Combine(mapping.Folder, file.File);
        if (!File.Exists(path)) return [$"{mapping.Path}: {section}.file: there is no {file.File} in {mapping.Folder}."];
        if (FindEncoding(mapping.Encoding) is null || mapping.Delimiter.Length != 1) return [];
        var header = new CsvRecords(path, mapping).Header;
        return file.Columns.Where(column => !header.Contains(column.Value, StringComparer.OrdinalIgnoreCase)).Select(column =>
            $"{mapping.Path}: {section}.columns.{column.Key} names the column \"{column.Value}\", but {file.File} has no such column. " +
            $"Its header (line 1) says: {string.Join(", ", header)}. Correct the name in the mapping.");
    }

    internal static Encoding? FindEncoding(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncodings().FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.GetEncoding();
    }
}
