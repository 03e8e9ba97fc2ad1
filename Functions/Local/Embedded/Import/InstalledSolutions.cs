using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>The imported solutions in the order in which they were first imported: a later one may build on an earlier one.</summary>
sealed class InstalledSolutions(IReadOnlyList<SolutionPackage> packages)
{
    public IReadOnlyList<SolutionPackage> Packages => packages;

    public static InstalledSolutions Read(Statements statements) => new(statements.List(
        "SELECT package FROM kernel_solution ORDER BY rowid", reader => SolutionPackage.Read((byte[])reader.GetValue(0))));

    public SolutionPackage? Find(string name) => packages.FirstOrDefault(package => package.UniqueName == name);

    /// <exception cref="SolutionImportException">The package is older than what is installed.</exception>
    public ImportAction Decide(SolutionPackage package)
    {
        if (Find(package.UniqueName) is not { } installed) return ImportAction.Installed;
        if (package.Version < installed.Version)
            throw new SolutionImportException($"{package.UniqueName} {package.Version} is older than the installed version {installed.Version}. Import {installed.Version} or a newer one.");
        if (installed.Zip.AsSpan().SequenceEqual(package.Zip)) return ImportAction.Unchanged;
        return package.Version > installed.Version ? ImportAction.Upgraded : ImportAction.Reimported;
    }

    /// <summary>With a package in the place of its earlier version, or as the last one.</summary>
    public InstalledSolutions With(SolutionPackage package) => Find(package.UniqueName) is { } earlier
        ? new([.. packages.Select(present => present == earlier ? package : present)])
        : new([.. packages, package]);

    /// <summary>The metadata of an organisation: the stock tables and, one upon the other, its solutions.</summary>
    /// <param name="withSales">Whether the organisation has Dynamics 365 Sales.</param>
    /// <param name="imported">The package whose dependencies are to be checked; null when none is being imported.</param>
    public Dictionary<string, TableDefinition> Metadata(bool withSales, SolutionPackage? imported = null)
    {
        var tables = StockTables.Load(withSales);
        foreach (var package in packages)
        {
            if (package == imported) Dependencies.ThrowIfMissing(package, tables, this);
            new SolutionMetadata(tables, package).Apply();
        }
        return tables;
    }
}
