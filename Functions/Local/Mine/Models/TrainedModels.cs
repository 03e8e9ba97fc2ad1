using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Models;

/// <summary>Reads what `mine train` wrote.</summary>
static class TrainedModels
{
    /// <summary>Reads a model that predicts a label, and refuses one of another kind.</summary>
    public static TrainedModel Open(FileInfo path) => ModelKind.Open(path) switch
    {
        TrainedModel model => model,
        var other => throw new CommandFailedException($"{path.FullName} is {other.Name}; a model of `mine train` that reads a table was expected."),
    };

    public static TrainedModel Read(ModelPath path)
    {
        var description = ModelFiles.Read<ModelDescription>(path);
        TrainedModel model = description.Method switch
        {
            "trees" => new TrainedTrees(ModelFiles.Body(path, TreeEnsemble.Load), description),
            "tree" => new TrainedTree(ModelFiles.Body(path, DecisionTreeModel.Load), description),
            "network" => new TrainedNetwork(ModelFiles.Body(path, MultilayerPerceptronModel.Load), description),
            _ => new TrainedRegression(ModelFiles.Body(path, LinearModel.Load), description),
        };
        if (model is TrainedRegression regression) ModelFiles.RequireColumns(path, new OneHot(description.Columns).FeatureCount, regression.Model.FeatureCount);
        else ModelFiles.RequireColumns(path, description.Columns.Count, model.FeatureCount);
        return model;
    }

    /// <summary>Trees of another program: their objective and their columns' names are all they say.</summary>
    public static TrainedModel Foreign(ModelPath path)
    {
        var trees = ModelFiles.Body(path, TreeEnsemble.Load);
        return new TrainedTrees(trees, new ModelDescription(ModelFiles.Version, "trees", trees.Objective, null, [], [.. trees.FeatureNames.Select(name => new TableColumn(name, []))]));
    }
}
