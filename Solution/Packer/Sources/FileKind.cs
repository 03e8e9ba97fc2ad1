using System.Text.RegularExpressions;

namespace CrmInsights.Packer.Sources;

/// <summary>What a file of the sources holds, told by its path. In <paramref name="Pattern"/> a star stands for one name.</summary>
sealed record FileKind(string Pattern, string RootElement)
{
    public static readonly FileKind Stock = new("stock-tables.xml", "stock");
    public static readonly FileKind Solution = new("solution.xml", "ImportExportXml");
    public static readonly FileKind ColumnSet = new("Columns/*.xml", "columns");
    public static readonly FileKind Table = new("Entities/*/entity.xml", "table");
    public static readonly FileKind Form = new("Entities/*/forms/*.xml", "forms");
    public static readonly FileKind View = new("Entities/*/views/*.xml", "savedquery");
    public static readonly FileKind Choice = new("OptionSets/*.xml", "optionset");
    public static readonly FileKind Role = new("Roles/*.xml", "Role");
    public static readonly FileKind Steps = new("PluginAssemblies/steps.xml", "steps");
    public static readonly FileKind Assembly = new("PluginAssemblies/*.xml", "PluginAssembly");
    public static readonly FileKind CustomApis = new("CustomApis/apis.xml", "apis");
    public static readonly FileKind EnvironmentVariable = new("environmentvariabledefinitions/*/environmentvariabledefinition.xml", "environmentvariabledefinition");
    public static readonly FileKind Flow = new("Workflows/*.xml", "Workflow");
    public static readonly FileKind FlowDefinition = new("Workflows/*.json", "");
    public static readonly FileKind Connection = new("connectionreferences/*.xml", "connectionreference");
    public static readonly FileKind SiteMap = new("AppModuleSiteMaps/*.xml", "AppModuleSiteMap");
    public static readonly FileKind App = new("AppModules/*.xml", "AppModule");

    readonly Regex _path = new("^" + Regex.Escape(Pattern).Replace("\\*", "[^/]+") + "$", RegexOptions.CultureInvariant);

    public static IReadOnlyList<FileKind> All { get; } =
        [Stock, Solution, ColumnSet, Table, Form, View, Choice, Role, Steps, Assembly, CustomApis, EnvironmentVariable, Flow, FlowDefinition, Connection, SiteMap, App];

    public static FileKind? Of(string path) => All.FirstOrDefault(kind => kind._path.IsMatch(path));
}
