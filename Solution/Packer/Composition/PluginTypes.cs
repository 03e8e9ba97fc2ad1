using System.Xml.Linq;

namespace CrmInsights.Packer.Composition;

/// <summary>Names of declared plug-in types.</summary>
static class PluginTypes
{
    /// <summary>The class without its namespace, as the table of steps names it.</summary>
    public static string ClassOf(XElement type)
    {
        var name = (string?)type.Attribute("Name") ?? "";
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
