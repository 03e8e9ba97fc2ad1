using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Tests;

/// <summary>A copy of the solution's sources that a test may spoil.</summary>
sealed class SourceCopy : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("crminsights-").FullName;

    public SourceCopy()
    {
        foreach (var file in Directory.EnumerateFiles(Checkout.Sources, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Sources, Path.GetRelativePath(Checkout.Sources, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Sources => Path.Combine(_folder, "src");

    public string Output => Path.Combine(_folder, "out");

    public string PathOf(string file) => Path.Combine(Sources, "CrmInsights", file);

    public IReadOnlyList<Problem> Pack() => Packing.Run(new PackingOptions(Sources, "CrmInsights", Checkout.PluginAssembly, Output));

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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
