using System.Xml.Linq;
using CrmInsights.Packer.Composition;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Steps: known messages and stages, possible images, existing columns, and no filter on what the app writes.</summary>
sealed class StepCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var step in model.Steps)
        {
            CheckValues(step);
            CheckFilter(step);
            foreach (var image in step.Images)
            {
                CheckImage(step, image);
            }
        }
        foreach (var twice in model.Steps.GroupBy(step => (step.Class, step.Table, step.Message, step.Stage)).SelectMany(same => same.Skip(1)))
        {
            problems.Add(twice.Declaration, $"{twice.Class} is registered twice for {twice.Message} of {twice.Table}.");
        }
    }

    void CheckValues(PluginStep step)
    {
        Expect(step, "message", StepWriter.MessageIds.Keys);
        Expect(step, "stage", StepWriter.Stages.Keys);
        Expect(step, "mode", ["synchronous", "asynchronous"]);
        Expect(step, "autodelete", ["on", "off"]);
        if (!model.KnowsTable(step.Table)) problems.Add(step.Declaration, $"the table {step.Table} is neither defined here nor a known stock table.");
        if (!int.TryParse(step.Text("rank"), out _)) problems.Add(step.Declaration, $"rank=\"{step.Text("rank")}\" is no number.");
        if (step.IsAsynchronous && step.Stage != "post-operation") problems.Add(step.Declaration, $"an asynchronous step runs only in post-operation, found {step.Stage}.");
    }

    void Expect(PluginStep step, string attribute, IEnumerable<string> known)
    {
        if (!known.Contains(step.Text(attribute))) problems.Add(step.Declaration, $"{attribute}=\"{step.Text(attribute)}\" is unknown; known are {string.Join(", ", known)}.");
    }

    void CheckFilter(PluginStep step)
    {
        var filter = step.Declaration.Attribute("filter");
        if (filter is not null && step.Message != "Update") problems.Add(filter, $"{step.Message} has no filter: the platform heeds it on Update only.");
        if (filter is null && step is { Message: "Update", IsAsynchronous: true }) problems.Add(step.Declaration, "an asynchronous step on Update needs a filter, or every write of the app would call it again.");
        CheckColumns(step, filter);
        foreach (var name in step.Filter.Where(_ => step.IsAsynchronous))
        {
            CheckNews(step, name, filter!);
        }
    }

    void CheckNews(PluginStep step, string column, XAttribute filter)
    {
        var writer = model.WriterOf(step.Table, column);
        if (writer == "app") problems.Add(filter, $"the filter names {column}, which the app writes itself: every write would call the step again.");
        if (writer == "rollup") problems.Add(filter, $"the filter names {column}, which the platform rolls up from other rows: its own write raises no event.");
    }

    void CheckColumns(PluginStep step, XAttribute? list)
    {
        foreach (var name in PluginStep.Names(list).Where(name => model.KnowsTable(step.Table) && model.TypeOf(step.Table, name) is null))
        {
            problems.Add(list!, $"{list!.Name.LocalName} names the column {name}, which {step.Table} has not; define it or add it to stock-tables.xml.");
        }
    }

    void CheckImage(PluginStep step, XElement image)
    {
        var kind = (string?)image.Attribute("kind");
        if (kind is not ("pre" or "post")) problems.Add(image, $"kind=\"{kind}\" is unknown; known are pre, post.");
        if (kind == "pre" && step.Message == "Create") problems.Add(image, "Create has no pre-image: there is no row before it.");
        if (kind == "post" && step.Message == "Delete") problems.Add(image, "Delete has no post-image: there is no row after it.");
        if (kind == "post" && step.Stage != "post-operation") problems.Add(image, $"a post-image exists only in post-operation, found {step.Stage}.");
        if (PluginStep.Names(image.Attribute("columns")).Count == 0) problems.Add(image, "an image without columns carries the whole row; name the columns that the class reads.");
        CheckColumns(step, image.Attribute("columns"));
    }
}
