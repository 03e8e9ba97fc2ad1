using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Tests;

/// <summary>A copy of the solution's sources that a test may spoil.</summary>
sealed class SourceCopy : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("crminsights-").FullName;

    public SourceCopy()
    {
        Copy(Checkout.Sources, Sources);
        Copy(Checkout.Controls, Controls);
    }

    public string Sources => Path.Combine(_folder, "src");

    public string Controls => Path.Combine(_folder, "controls");

    public string Output => Path.Combine(_folder, "out");

    public string PathOf(string file) => Path.Combine(Sources, "CrmInsights", file);

    public PackingOptions Options(string solution = "CrmInsights") => new(Sources, solution, Checkout.PluginAssembly, Output) { Controls = Controls };

    public IReadOnlyList<Problem> Pack(string solution = "CrmInsights") => Packing.Run(Options(solution));

    /// <summary>Replaces the first occurrence of a text.</summary>
    /// <returns>The line that the replaced text starts on.</returns>
    public int Replace(string file, string found, string replacement)
    {
        var text = File.ReadAllText(PathOf(file));
        var at = text.IndexOf(found, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"{file} holds the text that the test replaces");
        File.WriteAllText(PathOf(file), text[..at] + replacement + text[(at + found.Length)..]);
        return 1 + text[..at].Count(letter => letter == '\n');
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
