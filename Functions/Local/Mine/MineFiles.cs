using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Mine;

/// <summary>Opens the files of `mine`; what is wrong with one is said with its name.</summary>
static class MineFiles
{
    public static T Read<T>(FileInfo file, Func<Stream, T> read)
    {
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            using var progress = new PercentLine(file.Name);
            return read(new WatchedStream(stream, progress));
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
