using System.Xml.Linq;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Model;

/// <summary>Builds the model from the files: tables get the columns of the sets that they include.</summary>
/// <param name="tree">The files of the solution.</param>
/// <param name="controls">Every control that was built.</param>
/// <param name="problems">Gets what is wrong.</param>
sealed class ModelReader(SourceTree tree, IReadOnlyList<BuiltControl> controls, ProblemLog problems)
{
    /// <summary>The model, or null and problems where the sources are too broken to go on.</summary>
    public SolutionModel? Read()
    {
        var solution = tree.Single(FileKind.Solution, problems);
        var stock = tree.Single(FileKind.Stock, problems);
        var tables = tree.OfKind(FileKind.Table).Select(ReadTable).ToList();
        CheckFolders(tables);
        var plugins = ReadPlugins();
        if (solution is null || stock is null || problems.Problems.Count > 0) return null;
        var bases = ReadBases(solution);
        if (problems.Problems.Count > 0) return null;
        return new SolutionModel
        {
            Solution = solution,
            Plugins = plugins,
            Controls = [.. controls.Where(control => Lists(solution, control))],
            Bases = bases,
            Tables = tables,
            StockTables = [.. stock.Root.Elements("table").Select(StockTable.From)],
            StockPrivileges = stock.Root.Elements("privileges").SelectMany(StockTable.Words).ToHashSet(StringComparer.Ordinal),
            Tree = tree,
        };
    }

    PluginFiles? ReadPlugins()
    {
        if (!tree.OfKind(FileKind.Steps).Any() && !tree.OfKind(FileKind.Assembly).Any()) return null;
        return tree.Single(FileKind.Steps, problems) is { } steps && FindAssembly(steps) is { } assembly ? new PluginFiles(assembly, steps) : null;
    }

    static bool Lists(SourceFile solution, BuiltControl control) =>
        solution.Root.Descendants("RootComponent").Any(root =>
            (string?)root.Attribute("type") == "66" && ((string?)root.Attribute("schemaName"))?.EndsWith("_" + control.Name, StringComparison.Ordinal) == true);

    /// <summary>A dependency names its solution with the version in brackets. One of ours lies beside this one.</summary>
    List<SolutionModel> ReadBases(SourceFile solution) =>
    [
        .. solution.Root.Descendants("Required").Select(required => ((string)required.Attribute("solution")!).Split(' ')[0])
            .Distinct(StringComparer.Ordinal)
            .Where(name => File.Exists(Path.Combine(tree.Folder, name, FileKind.Solution.Pattern)))
            .Select(name => new ModelReader(SourceTree.Read(tree.Folder, name, problems), controls, problems).Read())
            .OfType<SolutionModel>(),
    ];

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
