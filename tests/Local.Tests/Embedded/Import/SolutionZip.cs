using System.IO.Compression;
using System.Text;

namespace CrmInsights.Local.Tests.Embedded.Import;

/// <summary>Makes variants of a solution zip.</summary>
static class SolutionZip
{
    /// <summary>The zip with a text replaced in one of its parts.</summary>
    public static byte[] Replace(this byte[] zip, string part, string old, string with) => Edit(zip, part, text =>
    {
        text.ShouldContain(old);
        return text.Replace(old, with, StringComparison.Ordinal);
    });

    public static byte[] Edit(this byte[] zip, string part, Func<string, string> edit)
    {
        var stream = new MemoryStream();
        stream.Write(zip);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var text = archive.GetEntry(part) is { } entry ? Take(entry) : "";
            using var writer = new StreamWriter(archive.CreateEntry(part).Open(), new UTF8Encoding(false));
            writer.Write(edit(text));
        }
        return stream.ToArray();
    }

    static string Take(ZipArchiveEntry entry)
    {
        string text;
        using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
        entry.Delete();
        return text;
    }
}
