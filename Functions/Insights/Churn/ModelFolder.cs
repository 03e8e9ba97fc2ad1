using System.Text.Json;
using CrmInsights.Insights.Churn.Internals;

namespace CrmInsights.Insights.Churn;

/// <summary>A churn model as files, and back. Reading is strict: what does not fit this program is refused.</summary>
public static class ModelFolder
{
    /// <summary>Name of the one file.</summary>
    public const string FileName = "model.json";

    /// <summary>The files of a model, by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Write(ChurnModel model) =>
        new Dictionary<string, byte[]> { [FileName] = JsonSerializer.SerializeToUtf8Bytes(ModelFile.Of(model), ModelFile.Json) };

    /// <summary>The model in the files.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or was made for other features; the message names the place.</exception>
    public static ChurnModel Read(IReadOnlyDictionary<string, byte[]> files)
    {
        if (!files.TryGetValue(FileName, out var bytes))
            throw new InvalidDataException($"The model folder holds {(files.Count == 0 ? "no file" : string.Join(", ", files.Keys.Order()))}; {FileName} was expected.");
        try
        {
            var file = JsonSerializer.Deserialize<ModelFile>(bytes, ModelFile.Json) ?? throw new InvalidDataException($"{FileName} is null; an object was expected.");
            return file.ToModel();
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{FileName}, {broken.Path ?? "$"}, line {broken.LineNumber + 1}: {broken.Message}", broken);
        }
    }
}
