using System.Security.Cryptography;
using System.Text.Json;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Running;

/// <summary>The folder of all state. One process holds it at a time; files in it are for the owner only.</summary>
sealed class StateFolder : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Name of the app's store in the folder.</summary>
    public const string StoreName = "insights.db";

    readonly FileStream _lock;

    StateFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        Settings = ReadSettings();
    }

    public string Path { get; }
    public LocalSettings Settings { get; private set; }
    public string StoreFile => File(StoreName);
    public string LogFile => File("crminsights.log");
    public string RejectedFile => File("rejected.csv");

    public static StateFolder Open(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
            var held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new StateFolder(path, held);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The data folder {path} cannot be written. Give another one with --data-dir DIR.");
        }
        catch (IOException busy) when (Directory.Exists(path))
        {
            throw new CommandFailedException($"The data folder {path} is in use by another crminsights ({busy.Message}) End that one first, or give another folder with --data-dir DIR.");
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The key that signs events: made once, kept here, readable by the owner only.</summary>
    public string SigningKey()
    {
        var path = File("signing.key");
        if (!System.IO.File.Exists(path)) WriteOwnerOnly(path, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        return System.IO.File.ReadAllText(path).Trim();
    }

    public void Save(LocalSettings settings)
    {
        Settings = settings;
        WriteOwnerOnly(File("settings.json"), JsonSerializer.Serialize(settings, s_json));
    }

    LocalSettings ReadSettings()
    {
        var path = File("settings.json");
        if (!System.IO.File.Exists(path)) return new LocalSettings();
        try
        {
            return JsonSerializer.Deserialize<LocalSettings>(System.IO.File.ReadAllText(path), s_json) ?? new LocalSettings();
        }
        catch (JsonException damaged)
        {
            throw new CommandFailedException($"{path} is damaged ({damaged.Message}). Delete the folder to begin anew, or give another one with --data-dir DIR.");
        }
    }

    // Written beside and moved over: a killed process leaves the old file or the new one, never half of one.
    static void WriteOwnerOnly(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        var beside = path + ".new";
        using (var writer = new StreamWriter(beside, options)) writer.Write(text);
        System.IO.File.Move(beside, path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();
}
