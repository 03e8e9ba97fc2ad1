using System.Xml;
using System.Xml.Linq;

namespace CrmInsights.Packer.Sources;

/// <summary>One XML file of the sources. <paramref name="Path"/> is relative to the folder of sources, with forward slashes.</summary>
sealed record SourceFile(string Path, XElement Root)
{
    public static SourceFile? Read(string folder, string path, ProblemLog problems)
    {
        try
        {
            var root = XDocument.Load(System.IO.Path.Combine(folder, path), LoadOptions.SetLineInfo).Root!;
            root.AddAnnotation(new Origin(path));
            return new SourceFile(path, root);
        }
        catch (XmlException error)
        {
            problems.Add(path, error.LineNumber, $"is not XML: {error.Message}");
            return null;
        }
    }

    /// <summary>The file that a node was read from.</summary>
    public static string PathOf(XObject node) =>
        (node as XElement ?? node.Parent!).AncestorsAndSelf().Select(element => element.Annotation<Origin>()).First(origin => origin is not null)!.File;

    sealed record Origin(string File);
}
