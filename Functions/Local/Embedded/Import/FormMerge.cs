using System.Globalization;
using System.Xml.Linq;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>
/// Merges what a solution changes into a form. A part of the change is marked <c>solutionaction</c> Added, Modified or Removed; a part without a mark only leads to
/// those below it, and is known by its id, or by its name, or because there is one of its kind.
/// </summary>
static class FormMerge
{
    public const string Mark = "solutionaction";
    const string Place = "ordinalvalue";

    /// <param name="form">The form, which is changed.</param>
    /// <param name="change">What the solution says.</param>
    /// <exception cref="SolutionImportException">A part that the change leads to, modifies or removes is not there.</exception>
    public static void Apply(XElement form, XElement change)
    {
        foreach (var part in change.Elements())
        {
            switch (part.Attribute(Mark)?.Value)
            {
                case "Added": Add(form, part); break;
                case "Removed": Find(form, part).Remove(); break;
                case "Modified": Modify(Find(form, part), part); break;
                case null: Apply(FindOrOpen(form, part), part); break;
                case var mark: throw new SolutionImportException($"A form marks <{part.Name.LocalName}> with {Mark}=\"{mark}\"; expected Added, Modified or Removed.");
            }
        }
    }

    /// <summary>At its place among its siblings, in the stead of an earlier one; without a place, as the last one.</summary>
    static void Add(XElement parent, XElement part)
    {
        TryFind(parent, part)?.Remove();
        var added = new XElement(part);
        foreach (var element in added.DescendantsAndSelf()) element.Attributes().Where(IsMark).Remove();
        var before = int.TryParse(part.Attribute(Place)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? parent.Elements(part.Name).ElementAtOrDefault(place) : null;
        if (before is null) parent.Add(added);
        else before.AddBeforeSelf(added);
    }

    static void Modify(XElement present, XElement part)
    {
        foreach (var attribute in part.Attributes().Where(attribute => !IsMark(attribute))) present.SetAttributeValue(attribute.Name, attribute.Value);
        Apply(present, part);
    }

    static XElement Find(XElement parent, XElement part) =>
        TryFind(parent, part) ?? throw new SolutionImportException($"A form has no <{part.Name.LocalName}>{Named(part)} in <{parent.Name.LocalName}>, which the solution changes.");

    /// <summary>A list that the form does not have yet, such as controlDescriptions, begins with the first part that is added to it.</summary>
    static XElement FindOrOpen(XElement parent, XElement part)
    {
        if (Identity(part) is not null || TryFind(parent, part) is not null) return Find(parent, part);
        var list = new XElement(part.Name);
        parent.Add(list);
        return list;
    }

    static XElement? TryFind(XElement parent, XElement part) => Identity(part) is { } identity
        ? parent.Elements(part.Name).FirstOrDefault(present => Same(present.Attribute(identity.Name)?.Value, identity.Value))
        : parent.Element(part.Name);

    /// <summary>In a change a column's id is 0: it is the column at its place, and a form's tab mostly has one.</summary>
    static XAttribute? Identity(XElement part) => part.Name.LocalName == "column" ? null
        : part.Attribute("id") ?? part.Attribute("forControl") ?? part.Attribute("name") ?? part.Attribute("languagecode");

    /// <summary>Ids are written with or without braces, in either case.</summary>
    static bool Same(string? one, string other) => string.Equals(one?.Trim('{', '}'), other.Trim('{', '}'), StringComparison.OrdinalIgnoreCase);

    static string Named(XElement part) => Identity(part) is { } identity ? $" with {identity.Name} {identity.Value}" : "";

    static bool IsMark(XAttribute attribute) => attribute.Name.LocalName is Mark or Place;
}
