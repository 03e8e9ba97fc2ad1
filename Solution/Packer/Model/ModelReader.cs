using System.Xml.Linq;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Model;

/// <summary>Builds the model from the files: tables get the columns of the sets that they include.</summary>
sealed class ModelReader(SourceTree tree, ProblemLog problems)
{
    /// <summary>The model, or null and problems where the sources are too broken to go on.</summary>
    public static SolutionModel? Read(SourceTree tree, ProblemLog problems) => new ModelReader(tree, problems).Read();

    SolutionModel? Read()
    {
        var solution = tree.Single(FileKind.Solution, problems);
        var steps = tree.Single(FileKind.Steps, problems);
        var stock = tree.Single(FileKind.Stock, problems);
        var tables = tree.OfKind(FileKind.Table).Select(ReadTable).ToList();
        CheckFolders(tables);
        var assembly = steps is null ? null : FindAssembly(steps);
        if (solution is null || steps is null || stock is null || assembly is null || problems.Problems.Count > 0) return null;
        return new SolutionModel
        {
            Solution = solution,
            Assembly = assembly,
            StepTable = steps,
            Tables = tables,
            StockTables = [.. stock.Root.Elements("table").Select(StockTable.From)],
            StockPrivileges = stock.Root.Elements("privileges").SelectMany(StockTable.Words).ToHashSet(StringComparer.Ordinal),
            Tree = tree,
        };
    }

    Table ReadTable(SourceFile file)
    {
        var name = ((string?)file.Root.Attribute("name") ?? "").ToLowerInvariant();
        var columns = file.Root.Element("columns") is { } declared ? Expand(declared, name, depth: 0) : [];
        return new Table(file, [.. columns]);
    }

    /// <summary>Columns of a list in the order of the lines, sets in the place of their includes.</summary>
    IEnumerable<Column> Expand(XElement columns, string table, int depth)
    {
        foreach (var line in columns.Elements())
        {
            if (line.Name.LocalName == "column")
            {
                yield return new Column(table, line);
                continue;
            }
            foreach (var column in FindSet(line, depth) is { } set ? Expand(set, table, depth + 1) : [])
            {
                yield return column;
            }
        }
    }

    XElement? FindSet(XElement include, int depth)
    {
        var name = (string?)include.Attribute("set");
        var file = tree.OfKind(FileKind.ColumnSet).FirstOrDefault(set => set.Path.EndsWith($"/Columns/{name}.xml", StringComparison.Ordinal));
        if (file is null) problems.Add(include, $"the column set {name} is missing: expected the file Columns/{name}.xml.");
        if (depth > 4) problems.Add(include, $"the column set {name} includes itself.");
        return depth > 4 ? null : file?.Root;
    }

    void CheckFolders(List<Table> tables)
    {
        foreach (var file in tree.OfKind(FileKind.Form).Concat(tree.OfKind(FileKind.View)))
        {
            var folder = file.Path[..(file.Path.IndexOf("/Entities/", StringComparison.Ordinal) + "/Entities/".Length)] + TableFolderOf(file);
            if (tables.All(table => table.Folder != folder)) problems.Add($"{folder}/entity.xml", 1, $"the file is missing, {file.Path} needs it.");
        }
    }

    static string TableFolderOf(SourceFile file) => file.Path.Split('/')[^3];

    SourceFile? FindAssembly(SourceFile steps)
    {
        var name = (string?)steps.Root.Attribute("assembly");
        var file = tree.OfKind(FileKind.Assembly).FirstOrDefault(assembly => assembly.Path.EndsWith($"/PluginAssemblies/{name}.xml", StringComparison.Ordinal));
        if (file is null) problems.Add(steps.Root, $"the assembly {name} is missing: expected the file PluginAssemblies/{name}.xml.");
        return file;
    }
}
