using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Views name columns that exist, and lay out only what they fetch.</summary>
sealed class ViewCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var table in model.Tables)
        {
            foreach (var view in model.Of(FileKind.View, table))
            {
                Check(table, view.Root);
            }
        }
    }

    void Check(Table table, XElement view)
    {
        var entity = view.Element("fetchxml")!.Element("fetch")!.Element("entity")!;
        if ((string?)entity.Attribute("name") != table.LogicalName) problems.Add(entity, $"the view of {table.LogicalName} fetches {(string?)entity.Attribute("name")}.");
        var row = view.Descendants("row").Single();
        if ((string?)row.Attribute("id") != model.KeyOf(table.LogicalName)) problems.Add(row, $"the row's id is {(string?)row.Attribute("id")}, expected the key {model.KeyOf(table.LogicalName)}.");
        CheckColumns(table, view);
        CheckLayout(entity, row);
    }

    void CheckColumns(Table table, XElement view)
    {
        var named = view.Descendants("cell").Concat(view.Descendants("attribute")).Select(element => (element, Name: (string?)element.Attribute("name")))
            .Concat(view.Descendants("order").Concat(view.Descendants("condition")).Select(element => (element, Name: (string?)element.Attribute("attribute"))));
        // A name with a dot or inside a link belongs to a linked table, which is the platform's to check.
        foreach (var (element, name) in named.Where(named => named.Name?.Contains('.') == false && !named.element.Ancestors("link-entity").Any()))
        {
            if (model.TypeOf(table.LogicalName, name!) is null) problems.Add(element, $"the view names the column {name}, which {table.LogicalName} has not; define it or add it to stock-tables.xml.");
        }
    }

    void CheckLayout(XElement entity, XElement row)
    {
        var fetched = entity.Elements("attribute").Select(attribute => (string?)attribute.Attribute("name")).ToHashSet();
        foreach (var cell in row.Elements("cell").Where(cell => ((string?)cell.Attribute("name"))?.Contains('.') == false && !fetched.Contains((string?)cell.Attribute("name"))))
        {
            problems.Add(cell, $"the view shows {(string?)cell.Attribute("name")}, but does not fetch it.");
        }
    }
}
