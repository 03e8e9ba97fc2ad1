using System.Xml.Linq;

namespace CrmInsights.Packer.Sources;

/// <summary>Which elements and attributes the sources may hold, and in which order: the table is elements.txt.</summary>
static class ElementRules
{
    static readonly Dictionary<string, ElementRule> s_rules = Load();

    public static void Check(XElement root, string expected, ProblemLog problems)
    {
        if (root.Name.LocalName != expected)
        {
            problems.Add(root, $"the root is <{root.Name.LocalName}>, expected <{expected}>.");
            return;
        }
        Check(root, problems);
    }

    static void Check(XElement element, ProblemLog problems)
    {
        var rule = RuleOf(element);
        CheckAttributes(element, rule, problems);
        CheckChildren(element, rule, problems);
        foreach (var child in element.Elements().Where(child => rule.Knows(child.Name.LocalName)))
        {
            Check(child, problems);
        }
    }

    static ElementRule RuleOf(XElement element) =>
        s_rules.GetValueOrDefault($"{element.Parent?.Parent?.Name.LocalName}/{element.Parent?.Name.LocalName}/{element.Name.LocalName}")
        ?? s_rules.GetValueOrDefault($"{element.Parent?.Name.LocalName}/{element.Name.LocalName}")
        ?? s_rules.GetValueOrDefault(element.Name.LocalName)
        ?? ElementRule.Text;

    static void CheckAttributes(XElement element, ElementRule rule, ProblemLog problems)
    {
        var name = element.Name.LocalName;
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            CheckAttribute(attribute, rule, problems);
        }
        foreach (var missing in rule.Attributes.Where(known => known.Required && element.Attribute(known.Name) is null))
        {
            problems.Add(element, $"<{name}> needs the attribute {missing.Name}.");
        }
    }

    static void CheckAttribute(XAttribute attribute, ElementRule rule, ProblemLog problems)
    {
        var name = attribute.Name.LocalName;
        if (rule.Attributes.FirstOrDefault(known => known.Name == name) is not { } known)
        {
            problems.Add(attribute, $"<{attribute.Parent!.Name.LocalName}> has no attribute {name}; known are {Join(rule.Attributes.Select(one => one.Name))}.");
        }
        else if (known.Values.Count > 0)
        {
            problems.Require(known.Values.Contains(attribute.Value), attribute, $"{name}=\"{attribute.Value}\" is unknown; known are {Join(known.Values)}.");
        }
    }

    static void CheckChildren(XElement element, ElementRule rule, ProblemLog problems)
    {
        if (rule.IsOpen) return;
        var last = -1;
        foreach (var child in element.Elements())
        {
            var position = rule.PositionOf(child.Name.LocalName);
            if (position < 0)
            {
                problems.Add(child, $"<{child.Name.LocalName}> is unknown in <{element.Name.LocalName}>; known are {Join(rule.Children.Select(known => known.Name))}.");
                continue;
            }
            CheckPlace(child, (rule, last, position), problems);
            last = Math.Max(last, position);
        }
        foreach (var missing in rule.Children.Where(known => known.Required && element.Element(known.Name) is null))
        {
            problems.Add(element, $"<{element.Name.LocalName}> needs a <{missing.Name}>.");
        }
    }

    static void CheckPlace(XElement child, (ElementRule Rule, int Last, int Position) place, ProblemLog problems)
    {
        var name = child.Name.LocalName;
        if (place.Rule.IsOrdered && place.Position < place.Last)
        {
            problems.Add(child, $"<{name}> comes too late: it belongs before <{place.Rule.Children[place.Last].Name}>.");
        }
        else if (place.Position == place.Last && !place.Rule.Children[place.Position].Repeats)
        {
            problems.Add(child, $"<{name}> occurs twice in <{child.Parent!.Name.LocalName}>, once is allowed.");
        }
    }

    static string Join(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));

    static Dictionary<string, ElementRule> Load()
    {
        using var stream = typeof(ElementRules).Assembly.GetManifestResourceStream("elements.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(ElementRule.Parse)
            .ToDictionary(rule => rule.Path, rule => rule.Rule, StringComparer.Ordinal);
    }
}
