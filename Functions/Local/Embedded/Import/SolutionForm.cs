using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>A form in a solution: a whole one, or only what it changes on a form that another solution or the platform brings.</summary>
/// <param name="Table">Logical name of its table.</param>
/// <param name="Kind">main, quick ...</param>
/// <param name="Source">The systemform.</param>
sealed record SolutionForm(string Table, string Kind, XElement Source)
{
    static readonly Dictionary<string, int> s_kinds = new() { ["main"] = 2, ["mobile"] = 5, ["quick"] = 6, ["quickCreate"] = 7, ["card"] = 11 };

    public Guid Id => Source.NeedId(Source.Need("formid"));
    public XElement Form => Source.Element("form") ?? throw new SolutionImportException($"The form {Id} of {Table} has no <form>.");
    /// <summary>Parts of a change are marked as added, modified or removed.</summary>
    public bool IsChange => Form.DescendantsAndSelf().Any(part => part.Attribute(FormMerge.Mark) is not null);

    public static IEnumerable<SolutionForm> Of(SolutionPackage package) =>
        from table in package.Tables
        from forms in table.Element("FormXml")?.Elements("forms") ?? []
        from form in forms.Elements("systemform")
        select new SolutionForm(table.Need("Name").ToLowerInvariant(), forms.NeedAttribute("type"), form);

    public TableRow Row() => new("systemform", Id)
    {
        Values =
        {
            ["name"] = Source.Label("LocalizedNames"),
            ["description"] = Source.Label("Descriptions"),
            ["objecttypecode"] = Table,
            ["type"] = s_kinds.TryGetValue(Kind, out var kind) ? kind : throw new SolutionImportException($"A form of {Table} is of type '{Kind}', which is not known."),
            ["formxml"] = Form.ToString(SaveOptions.DisableFormatting),
            ["formactivationstate"] = Source.Number("FormActivationState") ?? 1,
            ["isdefault"] = false,
        },
    };
}
