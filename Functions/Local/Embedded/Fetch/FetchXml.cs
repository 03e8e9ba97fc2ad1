using System.Globalization;
using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Fetch;

/// <summary>Reading of FetchXML that refuses what it does not know, by name.</summary>
static class FetchXml
{
    public static OrganizationFaultException Wrong(string message) => new(FaultCode.InvalidArgument, message);

    public static NotSupportedException NotThere(string what) => new($"{what} in FetchXML is not part of the embedded Dataverse.");

    public static void OnlyAttributes(this XElement element, params ReadOnlySpan<string> known)
    {
        foreach (var attribute in element.Attributes())
        {
            if (!known.Contains(attribute.Name.LocalName)) throw NotThere($"the attribute '{attribute.Name.LocalName}' of <{element.Name.LocalName}>");
        }
    }

    public static string Need(this XElement element, string attribute) =>
        element.Attribute(attribute)?.Value is { Length: > 0 } value ? value : throw Wrong($"<{element.Name.LocalName}> has no attribute '{attribute}'.");

    public static bool Flag(this XElement element, string attribute) => element.Attribute(attribute)?.Value is "true" or "1";

    /// <summary>A whole number from 1.</summary>
    public static int? Number(this XElement element, string attribute)
    {
        if (element.Attribute(attribute)?.Value is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000_000 ? number
            : throw Wrong($"<{element.Name.LocalName}> has {attribute}=\"{text}\"; expected a whole number from 1 to 1000000.");
    }
}
