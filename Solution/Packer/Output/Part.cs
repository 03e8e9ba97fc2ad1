using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CrmInsights.Packer.Output;

/// <summary>One file inside the zip.</summary>
/// <param name="Name">Its path inside the zip, with slashes.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="UnixMode">Type and permissions of the file where Linux unpacks it; 0 leaves both to who unpacks.</param>
sealed record Part(string Name, byte[] Content, int UnixMode = 0)
{
    /// <summary>XML as UTF-8 without byte-order mark and with the same line ends on every system.</summary>
    public static Part Xml(string name, XElement root)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(stream, settings))
        {
            new XDocument(root).Save(writer);
        }
        return new Part(name, stream.ToArray());
    }
}
