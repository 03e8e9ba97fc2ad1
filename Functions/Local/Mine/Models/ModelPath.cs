namespace CrmInsights.Local.Mine.Models;

/// <summary>The two files of a model: a folder's model.txt and model.json, or two files of one name where the path has an ending.</summary>
/// <param name="Body">The model itself, in the engine's own format.</param>
/// <param name="Description">What its columns mean.</param>
sealed record ModelPath(FileInfo Body, FileInfo Description)
{
    public static ModelPath Of(FileInfo path)
    {
        var body = Directory.Exists(path.FullName) || path.Extension.Length == 0 && !path.Exists ? new FileInfo(Path.Combine(path.FullName, "model.txt")) : path;
        return body.Extension == ".json"
            ? new ModelPath(new FileInfo(Path.ChangeExtension(body.FullName, ".txt")), body)
            : new ModelPath(body, new FileInfo(Path.ChangeExtension(body.FullName, ".json")));
    }
}
