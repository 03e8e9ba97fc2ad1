using System.Text.Json;
using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Churn;

/// <summary>A churn model as files, and back. Reading is strict: what does not fit this program is refused.</summary>
public static class ModelFolder
{
    /// <summary>Name of the file that every model has.</summary>
    public const string FileName = "model.json";
    /// <summary>Name of the file of boosted trees, in LightGBM's text format.</summary>
    public const string TreesName = "model.txt";

    /// <summary>The files of a model, by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Write(ChurnModel model)
    {
        var files = new Dictionary<string, byte[]> { [FileName] = JsonSerializer.SerializeToUtf8Bytes(ModelFile.Of(model), ModelFile.Json) };
        if (model.Function is BoostedRisk boosted)
        {
            using var trees = new MemoryStream();
            boosted.Trees.Save(trees);
            files[TreesName] = trees.ToArray();
        }
        return files;
    }

    /// <summary>The model in the files.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or was made for other features; the message names the place.</exception>
    public static ChurnModel Read(IReadOnlyDictionary<string, byte[]> files) => ReadFile(files).ToModel(files.GetValueOrDefault(TreesName));

    /// <summary>A model trained elsewhere, with a calibrator or without; of trees any choice of the features in any order.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="files">The files of its folder, by name.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or was made for other features; the message names the place.</exception>
    public static OwnModel ReadOwn(string name, IReadOnlyDictionary<string, byte[]> files) => ReadFile(files).ToOwnModel(name, files.GetValueOrDefault(TreesName));

    /// <summary>First eight digits of the SHA-256 of everything but the version itself.</summary>
    internal static string Fingerprint(ChurnModel model) => StrictFile.Fingerprint(Write(model with { Version = "" }));

    static ModelFile ReadFile(IReadOnlyDictionary<string, byte[]> files)
    {
        if (!files.TryGetValue(FileName, out var bytes))
            throw new InvalidDataException($"The model folder holds {(files.Count == 0 ? "no file" : string.Join(", ", files.Keys.Order()))}; {FileName} was expected.");
        try
        {
            return JsonSerializer.Deserialize<ModelFile>(bytes, ModelFile.Json) ?? throw new InvalidDataException($"{FileName} is null; an object was expected.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{FileName}, {broken.Path ?? "$"}, line {broken.LineNumber + 1}: {broken.Message}", broken);
        }
    }
}
