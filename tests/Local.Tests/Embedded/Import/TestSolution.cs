using System.IO.Compression;
using System.Text;

namespace CrmInsights.Local.Tests.Embedded.Import;

/// <summary>A small solution as a zip: sections of customizations.xml, and parts beside it.</summary>
sealed record TestSolution(string Name)
{
    const string Manifest =
        """
        <ImportExportXml><SolutionManifest><UniqueName>{0}</UniqueName><Version>{1}</Version><Managed>1</Managed>
        <Publisher><UniqueName>crminsights</UniqueName><CustomizationPrefix>ci</CustomizationPrefix><CustomizationOptionValuePrefix>71234</CustomizationOptionValuePrefix></Publisher>
        <RootComponents /><MissingDependencies>{2}</MissingDependencies></SolutionManifest></ImportExportXml>
        """;

    public string Version { get; init; } = "1.0.0.0";
    /// <summary>Sections of customizations.xml.</summary>
    public string Sections { get; init; } = "";
    /// <summary>Such as <c>type="66" schemaName="ci_A.B" solution="CrmInsights (1.0.0.0)"</c>.</summary>
    public string? Requires { get; init; }
    public Dictionary<string, string> Parts { get; init; } = [];

    public byte[] Zip()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var missing = Requires is null ? "" : $"<MissingDependency><Required {Requires} /><Dependent type=\"60\" /></MissingDependency>";
            Add(archive, "solution.xml", string.Format(null, Manifest, Name, Version, missing));
            Add(archive, "customizations.xml", $"<ImportExportXml>{Sections}</ImportExportXml>");
            foreach (var (name, text) in Parts) Add(archive, name, text);
        }
        return stream.ToArray();
    }

    static void Add(ZipArchive archive, string name, string text)
    {
        var entry = archive.CreateEntry(name);
        // The same solution is the same bytes, whenever it is made.
        entry.LastWriteTime = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(false));
        writer.Write(text);
    }
}
