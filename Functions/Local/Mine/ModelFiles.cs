using System.Text.Json;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine;

/// <summary>
/// A trained model on disk: the model itself (boosted trees in LightGBM's text format) and, beside it, a description of the same name with the ending .json that holds
/// the columns, their categories and what the label means.
/// </summary>
static class ModelFiles
{
    const int Version = 1;
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task WriteAsync(FileInfo file, TrainedModel model, CancellationToken cancellation)
    {
        Directory.CreateDirectory(file.DirectoryName!);
        var text = JsonSerializer.Serialize(model.Description with { Version = Version }, s_json);
        await MineOutput.WriteAsync(DescriptionOf(file), text, cancellation);
        await MineOutput.ReplaceAsync(file, async path =>
        {
            await using var stream = File.Create(path);
            model.Save(stream);
        });
    }

    /// <summary>Reads the description; null where a model came without one, as from another program.</summary>
    public static ModelDescription? ReadDescription(FileInfo file)
    {
        var beside = DescriptionOf(file);
        if (!beside.Exists) return null;
        try
        {
            var description = JsonSerializer.Deserialize<ModelDescription>(File.ReadAllText(beside.FullName), s_json);
            if (description is not { Version: Version }) throw new CommandFailedException($"{beside.FullName} has version {description?.Version}; this program reads version {Version}. Train the model again.");
            return description;
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException($"{beside.FullName} is damaged: {wrong.Message} Train the model again.");
        }
    }

    static FileInfo DescriptionOf(FileInfo file) => new(Path.ChangeExtension(file.FullName, ".json"));
}

/// <summary>What a model was trained on.</summary>
/// <param name="Version">Version of this format.</param>
/// <param name="Method">trees or logistic.</param>
/// <param name="Objective">What was minimised.</param>
/// <param name="Label">Column of the label; null for float files.</param>
/// <param name="LabelNames">What the numbers of a text label stand for.</param>
/// <param name="Columns">The features in order, with the texts behind their codes.</param>
sealed record ModelDescription(int Version, string Method, string Objective, string? Label, IReadOnlyList<string> LabelNames, IReadOnlyList<TableColumn> Columns);
