using System.Text.Json;
using System.Text.Json.Serialization;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Mine.Models;

/// <summary>
/// A model on disk: the model itself (boosted trees in LightGBM's text format) and, beside it, a description of the same name with the ending .json that holds
/// the columns, their categories and what else is needed to apply it. A path without an ending is a folder with model.txt and model.json.
/// </summary>
static class ModelFiles
{
    public const int Version = 1;
    const long MostBytes = 1 << 28;
    const string AppModel = "\"crminsights-churn\"";

    // A field too many, too few or twice is no model of this version.
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    public static async Task WriteAsync<T>(FileInfo path, T description, Action<Stream> save, CancellationToken cancellation) where T : IDescription
    {
        var files = ModelPath.Of(path);
        try
        {
            Directory.CreateDirectory(files.Body.DirectoryName!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The folder {files.Body.DirectoryName} cannot be made: {failure.Message}");
        }
        await MineOutput.WriteAsync(files.Description, JsonSerializer.Serialize(description, s_json), cancellation);
        await MineOutput.WriteAsync(files.Body, save);
    }

    /// <summary>The method a description names; null where the model came without one, as from another program.</summary>
    public static string? MethodOf(ModelPath path) => path.Description.Exists ? Parse(path, MethodOf) : null;

    /// <summary>Reads a description whole.</summary>
    /// <exception cref="CommandFailedException">A field is missing, unknown or wrong; names the file and the field.</exception>
    public static T Read<T>(ModelPath path) where T : class, IDescription
    {
        var description = Parse(path, text => JsonSerializer.Deserialize<T>(text, s_json)!);
        return description.Fault() is { } fault ? throw new CommandFailedException($"{path.Description.FullName} is damaged: {fault}. Train the model again.") : description;
    }

    /// <summary>Reads the model itself.</summary>
    public static T Body<T>(ModelPath path, Func<Stream, T> load) => MineFiles.Read(path.Body, load);

    /// <summary>Refuses a description that is not of the model beside it.</summary>
    public static void RequireColumns(ModelPath path, int described, int expected)
    {
        if (described != expected)
            throw new CommandFailedException($"{path.Description.FullName} does not describe {path.Body.Name}: it has {described} columns, the model {expected}. Train the model again.");
    }

    static string MethodOf(string text)
    {
        if (text.Contains(AppModel, StringComparison.Ordinal))
            throw new JsonException("it is a model of the app, whose features are computed from orders; `mine predict` reads models of `mine train`. The trees alone can be read: copy model.txt to another folder.");
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String) throw new JsonException("It names no \"method\".");
        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
            throw new JsonException($"It has {(version.ValueKind == JsonValueKind.Undefined ? "no version" : $"version {version}")}; this program reads version {Version}.");
        return method.GetString()!;
    }

    static T Parse<T>(ModelPath path, Func<string, T> parse)
    {
        var file = path.Description.FullName;
        try
        {
            if (path.Description.Length > MostBytes) throw new CommandFailedException($"{file} has {path.Description.Length:N0} bytes; a description has at most {MostBytes:N0}. Train the model again.");
            return parse(File.ReadAllText(file));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new CommandFailedException($"{file} is damaged: {wrong.Message} Train the model again.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file} cannot be read: {failure.Message}");
        }
    }
}
