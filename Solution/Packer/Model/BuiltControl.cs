using System.Xml.Linq;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Model;

/// <summary>A code component as its own build left it: the manifest and the files beside it.</summary>
/// <param name="Folder">The folder on this machine.</param>
/// <param name="Manifest">ControlManifest.xml; its path is relative to the folder of sources.</param>
/// <param name="Files">All files of the folder, relative, with forward slashes, in the order of their names.</param>
sealed record BuiltControl(string Folder, SourceFile Manifest, IReadOnlyList<string> Files)
{
    public const string ManifestName = "ControlManifest.xml";

    /// <summary>Licences of what a bundle holds are packed, too, though no manifest names them.</summary>
    const string LicenceEnd = ".LICENSE.txt";

    public XElement Control => Manifest.Root.Element("control")!;
    /// <summary>Namespace and constructor; on the platform the publisher's prefix stands before it.</summary>
    public string Name => $"{(string?)Control.Attribute("namespace")}.{(string?)Control.Attribute("constructor")}";
    public IEnumerable<XElement> Properties => Control.Elements("property");
    /// <summary>The elements that name a file: code, texts, styles, images.</summary>
    public IEnumerable<XElement> Resources => Control.Element("resources")?.Elements().Where(resource => resource.Attribute("path") is not null) ?? [];

    public XElement? Property(string name) => Properties.FirstOrDefault(property => (string?)property.Attribute("name") == name);

    /// <summary>Whether a file of the folder belongs into the zip.</summary>
    public bool Carries(string file) =>
        file == ManifestName || file.EndsWith(LicenceEnd, StringComparison.Ordinal) || Resources.Any(resource => (string)resource.Attribute("path")! == file);

    public byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    /// <summary>The built controls of a folder. A manifest that is no manifest is a problem.</summary>
    public static IEnumerable<BuiltControl> ReadAll(string? folder, string sources, ProblemLog problems)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var manifest in Directory.EnumerateFiles(folder, ManifestName, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(sources, manifest).Replace('\\', '/');
            if (SourceFile.Read(sources, path, problems) is not { } file) continue;
            var home = Path.GetDirectoryName(manifest)!;
            if (file.Root.Element("control") is null) problems.Add(file.Root, "the manifest has no <control>; build Solution/Controls again.");
            else yield return new BuiltControl(home, file, [.. FilesBelow(home)]);
        }
    }

    static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
