using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Mine;

/// <summary>Opens the files of `mine`; what is wrong with one is said with its name.</summary>
static class MineFiles
{
    public static Stream Open(FileInfo file) => new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);

    public static T Read<T>(FileInfo file, Func<Stream, T> read) => Name(file, () =>
    {
        using var stream = Open(file);
        using var progress = new PercentLine(file.Name);
        return read(new WatchedStream(stream, progress));
    });

    /// <summary>Does what reads a file.</summary>
    public static T Name<T>(FileInfo file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandFailedException($"{file.Name}: {wrong.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file.FullName} cannot be read: {failure.Message}");
        }
    }
}
