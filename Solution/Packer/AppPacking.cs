using System.Text.Json;
using CrmInsights.Packer.Output;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer;

/// <summary>From the published Function app to the zip that Azure Functions on Linux runs.</summary>
static class AppPacking
{
    const int PlainFile = 0x81A4; // -rw-r--r--
    const int Program = 0x81ED; // -rwxr-xr-x
    const string HostFile = "host.json";
    const string FunctionFile = "function.json";
    static readonly JsonDocumentOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Writes the zip, unless something is wrong.</summary>
    /// <param name="folder">The published app.</param>
    /// <param name="files">What belongs into the zip, by path inside the folder; whatever else an earlier publish has left there does not.</param>
    /// <param name="zip">The file to write.</param>
    /// <returns>What is wrong; empty when the zip was written.</returns>
    public static IReadOnlyList<Problem> Run(string folder, IEnumerable<string> files, string zip)
    {
        var problems = new ProblemLog();
        string[] names = [.. files.Select(name => name.Replace('\\', '/')).Where(name => name.Length > 0).Distinct()];
        if (Check(folder, names, problems) is not { } program) return problems.Problems;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(zip))!);
        ZipWriter.Write(zip, names.Select(name => new Part(name, File.ReadAllBytes(Path.Combine(folder, name)), name == program ? Program : PlainFile)));
        return [];
    }

    static string? Check(string folder, string[] names, ProblemLog problems)
    {
        foreach (var name in names.Where(name => !File.Exists(Path.Combine(folder, name)))) problems.Add(name, 1, "the file is listed, but was not published.");
        if (problems.Problems.Count > 0) return null;
        if (!names.Any(name => name.EndsWith('/' + FunctionFile, StringComparison.Ordinal) && name.Count(character => character == '/') == 1))
            problems.Add(HostFile, 1, $"no folder with {FunctionFile} lies beside it; the host would find no function.");
        var program = names.Contains(HostFile) ? ProgramOf(folder, problems) : null;
        if (program is null) problems.Add(HostFile, 1, "it must lie in the root and name the program in customHandler.description.defaultExecutablePath.");
        else if (!names.Contains(program)) problems.Add(HostFile, 1, $"it names the program '{program}', which was not published.");
        else if (!IsLinuxProgram(Path.Combine(folder, program))) problems.Add(program, 1, "it is no program for Linux x64; publish with -r linux-x64.");
        return problems.Problems.Count == 0 ? program : null;
    }

    static string? ProgramOf(string folder, ProblemLog problems)
    {
        try
        {
            using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, HostFile)), s_json);
            return host.RootElement.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            problems.Add(HostFile, 1, $"it cannot be read: {fault.Message}");
            return null;
        }
    }

    // ELF, 64 bit, little-endian, and the machine x86-64 at byte 18.
    static bool IsLinuxProgram(string path)
    {
        Span<byte> head = stackalloc byte[20];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
            && head[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]) && head[18] == 0x3E;
    }
}
