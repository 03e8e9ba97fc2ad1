using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Imports a solution inside one transaction: tables in SQLite, component rows. Data and secure configurations of an earlier version stay.</summary>
/// <param name="transaction">A transaction over the metadata with this solution.</param>
/// <param name="package">What to import.</param>
sealed class SolutionImporter(Transaction transaction, SolutionPackage package)
{
    /// <summary>Tables whose rows belong to solutions, children before their parents.</summary>
    static readonly string[] s_componentTables =
    [
        "sdkmessageprocessingstepimage", "sdkmessageprocessingstep", "customapirequestparameter", "customapiresponseproperty", "customapi", "sdkmessagefilter", "sdkmessage", "plugintype",
        "pluginassembly", "environmentvariabledefinition", "workflow", "connectionreference", "appmodule", "sitemap", "systemform", "savedquery", "savedqueryvisualization", "role",
        "customcontrolresource", "customcontrol", "webresource",
    ];

    /// <param name="installed">The solutions until now.</param>
    public void Run(InstalledSolutions installed)
    {
        Schema.Ensure(transaction.Statements, transaction.Tables.Values);
        Seed.EnsureMessageFilters(transaction);
        var solution = PutSolution();
        var present = new HashSet<Guid>();
        foreach (var row in Components()) present.Add(PutComponent(row, solution));
        RemoveOthers(solution, present);
        FormLayers.Rebuild(transaction, installed, installed.With(package));
        transaction.Statements.Execute(
            """
            INSERT INTO kernel_solution (uniquename, version, importedon, package) VALUES (@0, @1, @2, @3)
            ON CONFLICT (uniquename) DO UPDATE SET version = excluded.version, importedon = excluded.importedon, package = excluded.package
            """,
            package.UniqueName, package.Version.ToString(), ColumnCodec.ToSeconds(transaction.Now), package.Zip);
    }

    IEnumerable<TableRow> Components() =>
        SolutionForm.Of(package).Where(form => !form.IsChange).Select(form => form.Row()).Concat(new ComponentRows(package, transaction.Organization.Facts).Read());

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
        if (row.Table == "sdkmessageprocessingstep") ResolveMessage(row);
        row["solutionid"] = solution;
        row["ismanaged"] = package.IsManaged;
        return Put(row, row.Values);
    }

    /// <summary>Finds the message, which custom APIs give by name, and its filter on the step's table.</summary>
    void ResolveMessage(TableRow step)
    {
        if (step.Values.Remove(PluginRows.MessageName, out var name)) step["sdkmessageid"] = MessageNamed(step, (string)name!);
        step.Values.Remove(PluginRows.PrimaryTable, out var table);
        step["sdkmessagefilterid"] = table is null ? null : Filter(step, (string)table);
        ThrowIfMustBeAsynchronous(step);
    }

    void ThrowIfMustBeAsynchronous(TableRow step)
    {
        const int AsynchronousOnly = 1;
        var filter = new RowFilter.And(
        [
            new RowFilter.Compare(ColumnPath.Of("sdkmessageid"), CompareOperator.Eq, ((Lookup)step["sdkmessageid"]!).Id),
            new RowFilter.Compare(ColumnPath.Of("allowedcustomprocessingsteptype"), CompareOperator.Eq, AsynchronousOnly),
        ]);
        if (step["mode"] is not 1 && transaction.Query(new RowQuery("customapi") { Columns = ["uniquename"], Filter = filter }).Rows is [var api])
            throw new SolutionImportException($"The step '{step["name"]}' is synchronous; the custom API {api["uniquename"]} allows asynchronous steps only.");
    }

    Lookup MessageNamed(TableRow step, string name)
    {
        var found = transaction.Query(new RowQuery("sdkmessage") { Columns = [], Filter = new RowFilter.Compare(ColumnPath.Of("name"), CompareOperator.Eq, name) }).Rows;
        return found.Count == 1 ? new Lookup("sdkmessage", found[0].Id)
            : throw new SolutionImportException($"The step '{step["name"]}' is on the message '{name}', which this organisation has not.");
    }

    Lookup Filter(TableRow step, string table)
    {
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
