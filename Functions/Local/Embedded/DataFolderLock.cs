namespace CrmInsights.Local.Embedded;

/// <summary>Keeps a second process off the data folder, for as long as it is held.</summary>
sealed class DataFolderLock : IDisposable
{
    readonly FileStream _file;

    DataFolderLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another process, or another organisation of this one, has the folder open.</exception>
    public static DataFolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(folder, "dataverse.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error)
        {
            throw new IOException(
                $"The data folder '{Path.GetFullPath(folder)}' is in use by another process. End that process, or choose another folder with --data-dir.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
