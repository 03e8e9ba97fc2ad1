using System.IO.Compression;

namespace CrmInsights.Packer.Output;

/// <summary>Writes parts to a zip whose bytes depend on nothing but the parts.</summary>
static class ZipWriter
{
    // The earliest day a zip can name: a date of its own would change the bytes with every build.
    static readonly DateTimeOffset s_timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes beside the target and moves the file there, so that nobody ever reads half a zip.</summary>
    public static void Write(string path, IEnumerable<Part> parts)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(unfinished, Zip(parts));
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    static byte[] Zip(IEnumerable<Part> parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts.OrderBy(part => part.Name, StringComparer.Ordinal)) Add(zip, part);
        }
        var bytes = stream.ToArray();
        UnixOrigin.Mark(bytes);
        return bytes;
    }

    static void Add(ZipArchive zip, Part part)
    {
        var entry = zip.CreateEntry(part.Name, CompressionLevel.Optimal);
        entry.LastWriteTime = s_timestamp;
        entry.ExternalAttributes = part.UnixMode << 16;
        using var content = entry.Open();
        content.Write(part.Content);
    }
}
