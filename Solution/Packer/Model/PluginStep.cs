using System.Xml.Linq;

namespace CrmInsights.Packer.Model;

/// <summary>A line of the table of steps.</summary>
sealed record PluginStep(XElement Declaration)
{
    public string Class => Text("class");
    public string Table => Text("table");
    public string Message => Text("message");
    public string Stage => Text("stage");
    public bool IsAsynchronous => Text("mode") == "asynchronous";
    /// <summary>Whether the step is there to answer what the app writes.</summary>
    public bool AnswersApp => Text("answers") == "app";
    public string Id => Text("id").Trim('{', '}');
    public IReadOnlyList<string> Filter => Names(Declaration.Attribute("filter"));
    public IEnumerable<XElement> Images => Declaration.Elements("image");

    public string Text(string attribute) => (string?)Declaration.Attribute(attribute) ?? "";

    public static IReadOnlyList<string> Names(XAttribute? list) =>
        list is null ? [] : list.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
