using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Forms show columns that exist, with controls that can show them.</summary>
sealed class FormCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var table in model.Tables)
        {
            foreach (var control in model.Of(FileKind.Form, table).SelectMany(file => file.Root.Descendants("control")))
            {
                Check(table, control);
            }
        }
    }

    void Check(Table table, XElement control)
    {
        if ((string?)control.Attribute("datafieldname") is not { } column) return;
        var type = model.TypeOf(table.LogicalName, column);
        var classId = (string?)control.Attribute("classid") ?? "";
        problems.Require(type is not null, control, $"the form shows the column {column}, which {table.LogicalName} has not; define it or add it to stock-tables.xml.");
        problems.Require(type is null || ColumnTypes.CanShow(type, classId), control, $"the control {classId} cannot show {column}, which is of type {type}.");
    }
}
