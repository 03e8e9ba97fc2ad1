using CrmInsights.Insights.Churn;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Churn models that somebody trained elsewhere: one folder each, with model.json and, for trees, model.txt in LightGBM's text format.</summary>
/// <param name="folder">The folder that holds them; null where none was set.</param>
sealed class OwnModels(string? folder)
{
    const int LargestFile = 64 * 1024 * 1024;
    const int MostModels = 10;

    /// <summary>All models that can be read, by name, and a sentence for each that cannot.</summary>
    public (IReadOnlyList<OwnModel> Models, IReadOnlyList<string> Faults) Read()
    {
        var (models, faults) = (new List<OwnModel>(), new List<string>());
        if (folder is null || !Directory.Exists(folder)) return (models, faults);

        var folders = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToList();
        if (folders.Count > MostModels) faults.Add($"{folder} holds {folders.Count} own models; the first {MostModels} by name are tried.");
        foreach (var path in folders.Take(MostModels))
        {
            var name = Path.GetFileName(path);
            try
            {
                models.Add(ModelFolder.ReadOwn(name, Files(path)));
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                faults.Add($"The own model {name} cannot be read and takes no part. {fault.Message}");
            }
        }
        return (models, faults);
    }

    static Dictionary<string, byte[]> Files(string path) =>
        new[] { ModelFolder.FileName, ModelFolder.TreesName }.Where(name => File.Exists(Path.Combine(path, name))).ToDictionary(name => name, name => Content(Path.Combine(path, name)));

    static byte[] Content(string file)
    {
        var length = new FileInfo(file).Length;
        if (length > LargestFile) throw new InvalidDataException($"{Path.GetFileName(file)} has {length} bytes; at most {LargestFile} were expected.");
        return File.ReadAllBytes(file);
    }
}
