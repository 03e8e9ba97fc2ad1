using System.Xml.Linq;
using CrmInsights.Packer.Composition;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Steps: possible stages and images, existing columns, and no filter on what the app writes.</summary>
sealed class StepCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var step in model.Steps)
        {
            CheckStep(step);
            CheckFilter(step, step.Declaration.Attribute("filter"));
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

    void CheckStep(PluginStep step)
    {
        var at = step.Declaration;
        CheckMessage(step, at);
        problems.Require(model.KnowsTable(step.Table), at, $"the table {step.Table} is neither defined here nor a known stock table.");
        problems.Require(int.TryParse(step.Text("rank"), out _), at, $"rank=\"{step.Text("rank")}\" is no number.");
        problems.Require(!step.IsAsynchronous || step.Stage == "post-operation", at, $"an asynchronous step runs only in post-operation, found {step.Stage}.");
    }

    /// <summary>A step listens to a message of the platform, or to a custom API of ours on the table that it is bound to.</summary>
    void CheckMessage(PluginStep step, XElement at)
    {
        if (StepWriter.MessageIds.ContainsKey(step.Message)) return;
        var known = StepWriter.MessageIds.Keys.Concat(model.Apis.Select(api => api.Name)).Distinct(StringComparer.Ordinal);
        var api = model.Apis.FirstOrDefault(api => api.Name == step.Message);
        problems.Require(api is not null, at, $"message=\"{step.Message}\" is unknown; known are {string.Join(", ", known)}.");
        problems.Require(api is null || api.Table == step.Table, at, $"{step.Message} is bound to {api?.Table}, the step is for {step.Table}.");
        problems.Require(api is null || step is { IsAsynchronous: true, Images: var images } && !images.Any(), at, $"a step on {step.Message} is asynchronous and has no image: the custom API allows nothing else.");
    }

    void CheckFilter(PluginStep step, XAttribute? filter)
    {
        if (filter is null)
        {
            var isNeeded = step is { Message: "Update", IsAsynchronous: true };
            problems.Require(!isNeeded, step.Declaration, "an asynchronous step on Update needs a filter, or every write of the app would call it again.");
            return;
        }
        problems.Require(step.Message == "Update", filter, $"{step.Message} has no filter: the platform heeds it on Update only.");
        CheckColumns(step, filter);
        foreach (var name in step.Filter.Where(_ => step.IsAsynchronous))
        {
            CheckNews(step, name, filter);
        }
    }

    void CheckNews(PluginStep step, string column, XAttribute filter)
    {
        var writer = model.WriterOf(step.Table, column);
        problems.Require(writer != "app" || step.AnswersApp, filter, $"the filter names {column}, which the app writes itself: every write would call the step again.");
        problems.Require(writer != "rollup", filter, $"the filter names {column}, which the platform rolls up from other rows: its own write raises no event.");
    }

    void CheckImage(PluginStep step, XElement image)
    {
        var isPre = (string?)image.Attribute("kind") == "pre";
        var columns = image.Attribute("columns")!;
        problems.Require(!isPre || step.Message != "Create", image, "Create has no pre-image: there is no row before it.");
        problems.Require(isPre || step.Message != "Delete", image, "Delete has no post-image: there is no row after it.");
        problems.Require(isPre || step.Stage == "post-operation", image, $"a post-image exists only in post-operation, found {step.Stage}.");
        problems.Require(PluginStep.Names(columns).Count > 0, image, "an image without columns carries the whole row; name the columns that the class reads.");
        CheckColumns(step, columns);
    }

    void CheckColumns(PluginStep step, XAttribute list)
    {
        foreach (var name in PluginStep.Names(list).Where(name => model.KnowsTable(step.Table) && model.TypeOf(step.Table, name) is null))
        {
            problems.Add(list, $"{list.Name.LocalName} names the column {name}, which {step.Table} has not; define it or add it to stock-tables.xml.");
        }
    }
}
