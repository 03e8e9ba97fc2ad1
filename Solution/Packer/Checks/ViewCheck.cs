using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Views name columns that exist, and lay out only what they fetch.</summary>
sealed class ViewCheck(SolutionModel model, ProblemLog problems)
{
    static readonly Dictionary<string, string> s_columnAttribute = new(StringComparer.Ordinal)
    {
        ["cell"] = "name",
        ["attribute"] = "name",
        ["order"] = "attribute",
        ["condition"] = "attribute",
    };

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
        var row = view.Descendants("row").Single();
        var fetched = (string?)entity.Attribute("name");
        var id = (string?)row.Attribute("id");
        problems.Require(fetched == table.LogicalName, entity, $"the view of {table.LogicalName} fetches {fetched}.");
        problems.Require(id == model.KeyOf(table.LogicalName), row, $"the row's id is {id}, expected the key {model.KeyOf(table.LogicalName)}.");
        foreach (var element in view.Descendants().Where(element => !element.Ancestors("link-entity").Any()))
        {
            CheckColumn(table, element);
        }
        CheckLayout(entity, row);
    }

    void CheckColumn(Table table, XElement element)
    {
        if (!s_columnAttribute.TryGetValue(element.Name.LocalName, out var attribute)) return;
        var name = (string)element.Attribute(attribute)!;
        problems.Require(
            IsLinked(name) || model.TypeOf(table.LogicalName, name) is not null,
            element,
            $"the view names the column {name}, which {table.LogicalName} has not; define it or add it to stock-tables.xml.");
    }

    void CheckLayout(XElement entity, XElement row)
    {
        var fetched = entity.Elements("attribute").Select(attribute => (string)attribute.Attribute("name")!).ToHashSet(StringComparer.Ordinal);
        foreach (var cell in row.Elements("cell"))
        {
            var name = (string)cell.Attribute("name")!;
            problems.Require(IsLinked(name) || fetched.Contains(name), cell, $"the view shows {name}, but does not fetch it.");
        }
    }

    /// <summary>A name with a dot belongs to a linked table.</summary>
    static bool IsLinked(string column) => column.Contains('.');
}
