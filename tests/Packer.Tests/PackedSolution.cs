using System.IO.Compression;

namespace CrmInsights.Packer.Tests;

/// <summary>The parts of a packed zip.</summary>
sealed class PackedSolution
{
    readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    PackedSolution(string path)
    {
        Bytes = File.ReadAllBytes(path);
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            _parts.Add(entry.FullName, bytes.ToArray());
        }
    }

    /// <summary>Our sources as they are, packed once for all tests that only read.</summary>
    public static (PackedSolution Managed, PackedSolution Unmanaged) Ours { get; } = PackOurs("CrmInsights");

    /// <summary>The solution that adds a tab to the platform's own account form.</summary>
    public static (PackedSolution Managed, PackedSolution Unmanaged) AccountTab { get; } = PackOurs("CrmInsightsAccountTab");

    public byte[] Bytes { get; }

    public IEnumerable<string> Names => _parts.Keys;

    public byte[] this[string part] => _parts[part];

    public XElement Manifest => Xml("solution.xml").Element("SolutionManifest")!;

    public XElement Customizations => Xml("customizations.xml");

    public XElement Xml(string part) => XElement.Load(new MemoryStream(_parts[part]));

    public XElement Table(string name) => Customizations.Element("Entities")!.Elements().Single(table => string.Equals(table.Element("Name")!.Value, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The columns of a table by logical name, in their order.</summary>
    public IReadOnlyDictionary<string, XElement> Columns(string table) =>
        Table(table).Descendants("attributes").Elements().ToDictionary(attribute => attribute.Element("LogicalName")!.Value, StringComparer.Ordinal);

    public XElement Column(string table, string column) => Columns(table)[column];

    static (PackedSolution, PackedSolution) PackOurs(string solution)
    {
        using var copy = new SourceCopy();
        copy.Pack(solution).ShouldBeEmpty();
        return Read(copy.Output, solution);
    }

    public static (PackedSolution Managed, PackedSolution Unmanaged) Read(string folder, string solution = "CrmInsights") =>
        (new(Path.Combine(folder, $"{solution}_managed.zip")), new(Path.Combine(folder, $"{solution}_unmanaged.zip")));
}
