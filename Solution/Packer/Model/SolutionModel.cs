using System.Xml.Linq;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Model;

/// <summary>Everything that the sources say, before it is checked against itself.</summary>
sealed record SolutionModel
{
    public required SourceFile Solution { get; init; }
    /// <summary>Null where the solution brings no plug-ins.</summary>
    public required PluginFiles? Plugins { get; init; }
    public required IReadOnlyList<Table> Tables { get; init; }
    public required IReadOnlyList<StockTable> StockTables { get; init; }
    public required IReadOnlySet<string> StockPrivileges { get; init; }
    public required SourceTree Tree { get; init; }
    /// <summary>The controls that solution.xml lists, as far as they were built.</summary>
    public required IReadOnlyList<BuiltControl> Controls { get; init; }
    /// <summary>Our other solutions that must be there before.</summary>
    public required IReadOnlyList<SolutionModel> Bases { get; init; }

    public IEnumerable<PluginStep> Steps => Plugins?.StepTable.Root.Elements("step").Select(step => new PluginStep(step)) ?? [];
    public IEnumerable<CustomApi> Apis => Of(FileKind.CustomApis).SelectMany(file => file.Root.Elements("api")).Select(api => new CustomApi(api));
    public IEnumerable<CloudFlow> Flows => Of(FileKind.Flow).Select(entry => new CloudFlow(entry, Tree.Text(CloudFlow.DefinitionPath(entry))));
    public XElement Manifest => Solution.Root.Element("SolutionManifest")!;
    public string UniqueName => Manifest.Element("UniqueName")!.Value;
    public string Version => Manifest.Element("Version")!.Value;
    public string Prefix => Manifest.Element("Publisher")!.Element("CustomizationPrefix")!.Value;
    public string OptionPrefix => Manifest.Element("Publisher")!.Element("CustomizationOptionValuePrefix")!.Value;
    public IEnumerable<XElement> Roots => Manifest.Element("RootComponents")!.Elements();

    /// <summary>This solution and those it builds on.</summary>
    public IEnumerable<SolutionModel> Stack => Bases.SelectMany(one => one.Stack).Append(this).DistinctBy(one => one.UniqueName);

    IEnumerable<Table> AllTables => Stack.SelectMany(one => one.Tables);

    public bool HasOurPrefix(string name) => name.StartsWith(Prefix + "_", StringComparison.Ordinal);

    public IEnumerable<SourceFile> Of(FileKind kind) => Tree.OfKind(kind);

    /// <summary>Forms or views of a table, in the order of their paths.</summary>
    public IEnumerable<SourceFile> Of(FileKind kind, Table table) =>
        Tree.OfKind(kind).Where(file => file.Path.StartsWith(table.Folder + "/", StringComparison.Ordinal));

    /// <summary>The type of a column that is defined here or known as a stock one; null when it is neither.</summary>
    public string? TypeOf(string table, string column) =>
        AllTables.Where(own => own.LogicalName == table).SelectMany(own => own.Columns).FirstOrDefault(own => own.LogicalName == column)?.Type
        ?? StockTables.FirstOrDefault(stock => stock.Name == table)?.TypeByColumn.GetValueOrDefault(column);

    /// <summary>Who writes a column, as far as the sources say: person, app, import, platform or rollup.</summary>
    public string? WriterOf(string table, string column) =>
        AllTables.Where(own => own.LogicalName == table).SelectMany(own => own.Columns).FirstOrDefault(own => own.LogicalName == column)?.Text("writer")
        ?? StockTables.FirstOrDefault(stock => stock.Name == table)?.WriterByColumn.GetValueOrDefault(column);

    public bool KnowsTable(string logicalName) => SchemaNameOf(logicalName) is not null;

    public string? SchemaNameOf(string logicalName) =>
        AllTables.FirstOrDefault(table => table.LogicalName == logicalName)?.SchemaName
        ?? StockTables.FirstOrDefault(table => table.Name == logicalName)?.SchemaName;

    /// <summary>The primary key of a table.</summary>
    public string? KeyOf(string table) =>
        StockTables.FirstOrDefault(stock => stock.Name == table)?.Key
        ?? AllTables.FirstOrDefault(own => own.LogicalName == table)?.Columns.FirstOrDefault(column => column.Type == "key")?.LogicalName;
}
