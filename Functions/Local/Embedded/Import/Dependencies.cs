using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>What solution.xml lists as missing dependencies: components that other solutions, or the platform's own applications, have to bring first.</summary>
static class Dependencies
{
    const string Table = "1";
    const string Column = "2";

    /// <exception cref="SolutionImportException">Something is not there; the message names it and who brings it.</exception>
    public static void ThrowIfMissing(SolutionPackage package, IReadOnlyDictionary<string, TableDefinition> tables, InstalledSolutions installed)
    {
        var required = package.Manifest.Element("MissingDependencies")?.Descendants("Required").ToList() ?? [];
        var missing = required.Where(component => !IsThere(component, tables, installed)).ToList();
        if (missing.Count == 0) return;
        var names = missing.Select(component => $"{Name(component)} of {component.NeedAttribute("solution")}").Distinct();
        throw new SolutionImportException($"{package.UniqueName} has missing dependencies: {string.Join("; ", names)}. {Advice(missing)}");
    }

    static bool IsThere(XElement required, IReadOnlyDictionary<string, TableDefinition> tables, InstalledSolutions installed)
    {
        var (solution, version) = Solution(required);
        return required.NeedAttribute("type") switch
        {
            _ when installed.Find(solution) is { } present => present.Version >= version,
            Table => tables.ContainsKey(required.NeedAttribute("schemaName")),
            Column => tables.TryGetValue(required.NeedAttribute("parentSchemaName"), out var table) && table.Columns.ContainsKey(required.NeedAttribute("schemaName")),
            _ => IsPlatform(solution),
        };
    }

    /// <summary>What the organisation stands in for. Forms and the like of it are looked for where a solution changes them.</summary>
    static bool IsPlatform(string solution) => solution is "System" or "Active" || solution.StartsWith("msdyn", StringComparison.Ordinal);

    /// <summary>Name and least version, of such as <c>CrmInsights (1.0.0.0)</c>.</summary>
    static (string Name, Version Least) Solution(XElement required)
    {
        var parts = required.NeedAttribute("solution").Split(' ', 2);
        return (parts[0], parts.Length == 2 && Version.TryParse(parts[1].Trim('(', ')'), out var version) ? version : new Version(0, 0));
    }

    static string Name(XElement required) => required.NeedAttribute("type") switch
    {
        Table => $"table {required.NeedAttribute("schemaName")}",
        var type => $"component {required.Attribute("schemaName")?.Value ?? required.Attribute("id")?.Value} of type {type}",
    };

    static string Advice(List<XElement> missing)
    {
        var solutions = missing.Select(component => component.NeedAttribute("solution")).Distinct().ToList();
        return solutions.TrueForAll(solution => IsPlatform(solution.Split(' ')[0]))
            ? "Install Dynamics 365 Sales in this environment first."
            : $"Import {string.Join(" and ", solutions)} or later first.";
    }
}
