using System.Text.Json;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Training;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Models;

/// <summary>
/// A trained model on disk: the model itself (boosted trees in LightGBM's text format) and, beside it, a description of the same name with the ending .json that holds
/// the columns, their categories and what the label means. A path without an ending is a folder with model.txt and model.json.
/// </summary>
static class ModelFiles
{
    const int Version = 1;
    const string AppModel = "\"crminsights-churn\"";
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task WriteAsync(FileInfo path, TrainedModel model, CancellationToken cancellation)
    {
        var file = FileOf(path);
        try
        {
            Directory.CreateDirectory(file.DirectoryName!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The folder {file.DirectoryName} cannot be made: {failure.Message}");
        }
        var text = JsonSerializer.Serialize(model.Description with { Version = Version }, s_json);
        await MineOutput.WriteAsync(DescriptionOf(file), text, cancellation);
        await MineOutput.WriteAsync(file, model.Save);
    }

    public static TrainedModel Load(FileInfo path)
    {
        var file = FileOf(path);
        var description = ReadDescription(file);
        TrainedModel model = description?.Method switch
        {
            null or "trees" => Trees(MineFiles.Read(file, TreeEnsemble.Load), description),
            "tree" => new TrainedTree(MineFiles.Read(file, DecisionTreeModel.Load), description),
            "logistic" or "linear" or "poisson" or "gamma" => new TrainedRegression(MineFiles.Read(file, LinearModel.Load), description),
            "network" => new TrainedNetwork(MineFiles.Read(file, MultilayerPerceptronModel.Load), description),
            var other => throw new CommandFailedException($"{DescriptionOf(file).FullName} names the method \"{other}\"; {string.Join(", ", Learner.Names)} were expected."),
        };
        var columns = model is TrainedRegression regression ? new OneHot(model.Description.Columns).FeatureCount - regression.Model.FeatureCount : model.Description.Columns.Count - model.FeatureCount;
        if (columns != 0) throw new CommandFailedException($"{DescriptionOf(file).FullName} does not describe {file.Name}: it has other columns. Train the model again.");
        return model;
    }

    // A model of another program: its objective and its columns' names are all it says.
    static TrainedTrees Trees(TreeEnsemble trees, ModelDescription? description) =>
        new(trees, description ?? new ModelDescription(0, "trees", trees.Objective, null, [], [.. trees.FeatureNames.Select(name => new TableColumn(name, []))]));

    /// <summary>Reads the description; null where a model came without one, as from another program.</summary>
    static ModelDescription? ReadDescription(FileInfo file)
    {
        var beside = DescriptionOf(file);
        if (!beside.Exists) return null;
        try
        {
            var text = File.ReadAllText(beside.FullName);
            if (text.Contains(AppModel, StringComparison.Ordinal))
                throw new CommandFailedException($"{beside.FullName} is a model of the app, whose features are computed from orders; `mine predict` reads models of `mine train`. The trees alone can be read: copy model.txt to another folder.");
            var description = JsonSerializer.Deserialize<ModelDescription>(text, s_json);
            if (description is not { Version: Version }) throw new CommandFailedException($"{beside.FullName} has version {description?.Version}; this program reads version {Version}. Train the model again.");
            if (description is not { Method: not null, Objective: not null, LabelNames: not null, Columns: not null } || description.Columns.Any(column => column is not { Name: not null, Categories: not null }))
                throw new CommandFailedException($"{beside.FullName} lacks a field; method, objective, labelNames and columns with name and categories were expected. Train the model again.");
            return description;
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException($"{beside.FullName} is damaged: {wrong.Message} Train the model again.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{beside.FullName} cannot be read: {failure.Message}");
        }
    }

    static FileInfo FileOf(FileInfo path) =>
        Directory.Exists(path.FullName) || path.Extension.Length == 0 && !path.Exists ? new FileInfo(Path.Combine(path.FullName, "model.txt")) : path;

    static FileInfo DescriptionOf(FileInfo file) => new(Path.ChangeExtension(file.FullName, ".json"));
}
