using System.Globalization;
using System.Xml.Linq;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Reading of solution files that refuses what it does not know, by name.</summary>
static class StrictXml
{
    /// <summary>Refuses child elements that are not listed (words apart by blanks).</summary>
    public static XElement Only(this XElement element, string children)
    {
        var known = children.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var unknown = element.Elements().FirstOrDefault(child => !known.Contains(child.Name.LocalName));
        return unknown is null ? element : throw new SolutionImportException($"{element.Where()} holds <{unknown.Name.LocalName}>, which the embedded Dataverse does not know.");
    }

    public static string Need(this XElement element, string child) =>
        element.Element(child)?.Value.Trim() is { Length: > 0 } text ? text : throw new SolutionImportException($"{element.Where()} has no <{child}>.");

    public static string? Text(this XElement element, string child) => element.Element(child)?.Value.Trim() is { Length: > 0 } text ? text : null;

    public static string NeedAttribute(this XElement element, string name) =>
        element.Attribute(name)?.Value is { Length: > 0 } text ? text : throw new SolutionImportException($"{element.Where()} has no attribute {name}.");

    public static Guid NeedId(this XElement element, string text) =>
        Guid.TryParse(text, out var id) ? id : throw new SolutionImportException($"{element.Where()}: '{text}' is no GUID.");

    public static int? Number(this XElement element, string child)
    {
        if (element.Text(child) is not { } text) return null;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : throw new SolutionImportException($"{element.Where()}: <{child}> is '{text}'; a whole number is expected.");
    }

    public static decimal? Decimal(this XElement element, string child)
    {
        if (element.Text(child) is not { } text) return null;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new SolutionImportException($"{element.Where()}: <{child}> is '{text}'; a number is expected.");
    }

    public static bool Flag(this XElement element, string child) => element.Text(child) == "1";

    /// <summary>The first text in a list of labels, such as displaynames/displayname@description.</summary>
    public static string? Label(this XElement element, string list) =>
        element.Element(list)?.Elements().FirstOrDefault()?.Attribute("description")?.Value;

    /// <summary>The element's name and, where it has one, its own.</summary>
    static string Where(this XElement element)
    {
        var name = element.Attribute("Name")?.Value ?? element.Attribute("PhysicalName")?.Value ?? element.Attribute("name")?.Value ?? element.Element("Name")?.Value;
        return name is null ? $"<{element.Name.LocalName}>" : $"<{element.Name.LocalName}> {name}";
    }
}
