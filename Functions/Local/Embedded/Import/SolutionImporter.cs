using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Imports a solution inside one transaction: metadata, tables in SQLite, component rows. Data and secure configurations of an earlier version stay.</summary>
/// <param name="transaction">A transaction over <paramref name="tables"/>.</param>
/// <param name="tables">The metadata without this solution; the import adds to it.</param>
/// <param name="package">What to import.</param>
sealed class SolutionImporter(Transaction transaction, Dictionary<string, TableDefinition> tables, SolutionPackage package)
{
    /// <summary>Tables whose rows belong to solutions, children before their parents.</summary>
    static readonly string[] s_componentTables =
    [
        "sdkmessageprocessingstepimage", "sdkmessageprocessingstep", "plugintype", "pluginassembly", "environmentvariabledefinition", "appmodule", "sitemap", "systemform", "savedquery", "role",
    ];

    /// <summary>The metadata of an organisation: the stock tables and, one upon the other, its solutions.</summary>
    public static Dictionary<string, TableDefinition> Metadata(Statements statements, bool withSales, string? exceptSolution = null)
    {
        var tables = StockTables.Load(withSales);
        var packages = statements.List("SELECT package FROM kernel_solution WHERE uniquename <> @0 ORDER BY importedon, uniquename", reader => (byte[])reader.GetValue(0), exceptSolution ?? "");
        foreach (var zip in packages) new SolutionMetadata(tables, SolutionPackage.Read(zip)).Apply();
        return tables;
    }

    public ImportResult Run()
    {
        var action = Decide();
        if (action == ImportAction.Unchanged) return Result(action);

        new SolutionMetadata(tables, package).Apply();
        Schema.Ensure(transaction.Statements, tables.Values);
        Seed.EnsureMessageFilters(transaction);
        var solution = PutSolution();
        var present = new HashSet<Guid>();
        foreach (var row in new ComponentRows(package, transaction.Organization.Facts).Read()) present.Add(PutComponent(row, solution));
        RemoveOthers(solution, present);
        transaction.Statements.Execute("INSERT OR REPLACE INTO kernel_solution (uniquename, version, importedon, package) VALUES (@0, @1, @2, @3)",
            package.UniqueName, package.Version.ToString(), ColumnCodec.ToSeconds(transaction.Now), package.Zip);
        return Result(action);
    }

    ImportResult Result(ImportAction action) => new(package.UniqueName, package.Version, action);

    ImportAction Decide()
    {
        var installed = transaction.Statements.List("SELECT version, package FROM kernel_solution WHERE uniquename = @0",
            reader => (Version: Version.Parse(reader.GetString(0)), Zip: (byte[])reader.GetValue(1)), package.UniqueName);
        if (installed.Count == 0) return ImportAction.Installed;
        var (version, zip) = installed[0];
        if (package.Version < version)
            throw new SolutionImportException($"{package.UniqueName} {package.Version} is older than the installed version {version}. Import {version} or a newer one.");
        if (zip.AsSpan().SequenceEqual(package.Zip)) return ImportAction.Unchanged;
        return package.Version > version ? ImportAction.Upgraded : ImportAction.Reimported;
    }

    Guid PutSolution()
    {
        var maker = package.Manifest.Element("Publisher") ?? throw new SolutionImportException("solution.xml names no <Publisher>.");
        var publisher = Put(ByName("publisher", "uniquename", maker.Need("UniqueName")), new()
        {
            ["uniquename"] = maker.Need("UniqueName"),
            ["friendlyname"] = maker.Label("LocalizedNames"),
            ["customizationprefix"] = maker.Need("CustomizationPrefix"),
            ["customizationoptionvalueprefix"] = maker.Number("CustomizationOptionValuePrefix"),
        });
        return Put(ByName("solution", "uniquename", package.UniqueName), new()
        {
            ["uniquename"] = package.UniqueName,
            ["friendlyname"] = package.Manifest.Label("LocalizedNames"),
            ["description"] = package.Manifest.Label("Descriptions"),
            ["version"] = package.Version.ToString(),
            ["ismanaged"] = package.IsManaged,
            ["isvisible"] = true,
            ["installedon"] = transaction.Now,
            ["publisherid"] = new Lookup("publisher", publisher),
        });
    }

    Guid PutComponent(TableRow row, Guid solution)
    {
        if (row.Id == Guid.Empty) row = new TableRow(row.Table, Named(row).Id) { Values = row.Values };
        if (row.Values.Remove(ComponentRows.PrimaryTable, out var primary)) row["sdkmessagefilterid"] = Filter(row, (string?)primary);
        row["solutionid"] = solution;
        row["ismanaged"] = package.IsManaged;
        return Put(row, row.Values);
    }

    Lookup? Filter(TableRow step, string? table)
    {
        if (table is null) return null;
        var message = ((Lookup)step["sdkmessageid"]!).Id;
        var found = transaction.Query(new RowQuery("sdkmessagefilter")
        {
            Columns = [],
            Filter = new RowFilter.And(
            [
                new RowFilter.Compare(ColumnPath.Of("sdkmessageid"), CompareOperator.Eq, message),
                new RowFilter.Compare(ColumnPath.Of("primaryobjecttypecode"), CompareOperator.Eq, table),
                new RowFilter.Compare(ColumnPath.Of("iscustomprocessingstepallowed"), CompareOperator.Eq, true),
            ]),
        }).Rows;
        return found.Count == 1 ? new Lookup("sdkmessagefilter", found[0].Id)
            : throw new SolutionImportException($"The step '{step["name"]}' is on message {message} of '{table}', on which this organisation runs no steps.");
    }

    /// <summary>The row of a component that solutions know by a unique name.</summary>
    TableRow Named(TableRow component)
    {
        var column = ComponentRows.UniqueNames[component.Table];
        return ByName(component.Table, column, (string)component[column]!);
    }

    /// <summary>The row with this name, or a new one.</summary>
    TableRow ByName(string table, string column, string name)
    {
        var filter = new RowFilter.Compare(ColumnPath.Of(column), CompareOperator.Eq, name);
        return transaction.Query(new RowQuery(table) { Columns = [], Filter = filter }).Rows.FirstOrDefault() ?? new TableRow(table, Guid.NewGuid());
    }

    Guid Put(TableRow row, Dictionary<string, object?> values)
    {
        var table = transaction.Tables[row.Table];
        var written = new TableRow(row.Table, row.Id);
        foreach (var (name, value) in values) written[name] = value is null ? null : ValueCheck.Checked(table, table.Column(name), value);
        Stamp(table, written, "modified");
        if (transaction.Rows.Exists(row.Table, row.Id))
        {
            transaction.Update(table, written);
            return row.Id;
        }
        Stamp(table, written, "created");
        if (table.Columns.ContainsKey("ownerid")) written["ownerid"] = new Lookup("systemuser", transaction.Organization.Facts.SystemUserId);
        transaction.Insert(table, written);
        return row.Id;
    }

    void Stamp(TableDefinition table, TableRow row, string word)
    {
        if (!table.Columns.ContainsKey(word + "on")) return;
        row[word + "on"] = transaction.Now;
        row[word + "by"] = new Lookup("systemuser", transaction.Organization.Facts.SystemUserId);
    }

    /// <summary>What an earlier version of the solution brought and this one does not.</summary>
    void RemoveOthers(Guid solution, HashSet<Guid> present)
    {
        foreach (var name in s_componentTables)
        {
            var own = new RowFilter.Compare(ColumnPath.Of("solutionid"), CompareOperator.Eq, solution);
            foreach (var row in transaction.Query(new RowQuery(name) { Columns = [], Filter = own }).Rows.Where(row => !present.Contains(row.Id)))
                transaction.Delete(transaction.Tables[name], row.Id);
        }
    }
}
