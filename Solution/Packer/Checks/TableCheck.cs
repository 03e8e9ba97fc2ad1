using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Tables: their place and name, columns defined once, keys over columns that exist.</summary>
sealed class TableCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var table in model.Tables)
        {
            CheckName(table);
            CheckColumnsOnce(table);
            CheckKeys(table);
        }
        CheckRelationshipsOnce();
    }

    void CheckName(Table table)
    {
        var name = table.LogicalName;
        problems.Require(table.Folder.EndsWith($"/{name}", StringComparison.Ordinal), table.Declaration, $"the table {name} lies in the wrong folder: expected Entities/{name}.");
        if (table.IsStock)
        {
            problems.Require(model.StockTables.Any(stock => stock.Name == name), table.Declaration, $"the table {name} is no known stock table; add it to stock-tables.xml.");
            return;
        }
        problems.Require(model.HasOurPrefix(name), table.Declaration, $"the name {name} does not start with the publisher's prefix {model.Prefix}_.");
        foreach (var needed in new[] { "plural", "set", "changetracking" })
        {
            problems.Require(table.Declaration.Attribute(needed) is not null, table.Declaration, $"a table of ours needs the attribute {needed}.");
        }
        problems.Require(table.Columns.Count > 0, table.Declaration, "a table of ours needs <columns>.");
    }

    void CheckColumnsOnce(Table table)
    {
        foreach (var twice in table.Columns.GroupBy(column => column.LogicalName, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            problems.Add(twice.Declaration, $"the column {twice.LogicalName} of {table.LogicalName} is defined twice.");
        }
    }

    void CheckKeys(Table table)
    {
        foreach (var column in table.Keys.SelectMany(key => key.Elements("keycolumn")))
        {
            var name = (string)column.Attribute("name")!;
            problems.Require(model.TypeOf(table.LogicalName, name) is not null, column, $"the key names the column {name}, which {table.LogicalName} has not.");
        }
    }

    void CheckRelationshipsOnce()
    {
        var lookups = model.Tables.SelectMany(table => table.Columns).Where(column => column.Relationship is not null);
        foreach (var twice in lookups.GroupBy(column => column.Relationship, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            problems.Add(twice.Declaration, $"the relationship {twice.Relationship} is defined twice.");
        }
    }
}
