namespace CrmInsights.Packer.Sources;

/// <summary>What one element may hold. <paramref name="Attributes"/>: name to whether it is required. <paramref name="Children"/> in their order, if <paramref name="IsOrdered"/>.</summary>
sealed record ElementRule(IReadOnlyDictionary<string, bool> Attributes, IReadOnlyList<ElementRule.Child> Children, bool IsOrdered = true)
{
    /// <summary>An element without a line in the table holds text.</summary>
    public static readonly ElementRule Text = new(new Dictionary<string, bool>(), []);

    public sealed record Child(string Name, bool Required, bool Repeats);

    public bool Knows(string child) => PositionOf(child) >= 0;

    public int PositionOf(string child)
    {
        for (var position = 0; position < Children.Count; position++)
        {
            if (Children[position].Name == child) return position;
        }
        return -1;
    }

    /// <summary>A line: path, attributes (@name, @name! required), a colon, children (name, name! once, name* any, name+ one or more).
    /// A tilde before the children says that their order is free.</summary>
    public static (string Path, ElementRule Rule) Parse(string line)
    {
        var halves = line.Split(':', 2);
        var words = Words(halves[0]);
        var attributes = words.Skip(1).ToDictionary(word => word.Trim('@', '!'), word => word.EndsWith('!'));
        var children = halves.Length == 1 ? [] : Words(halves[1]);
        var isOrdered = children.FirstOrDefault() != "~";
        return (words[0], new ElementRule(attributes, [.. children.Skip(isOrdered ? 0 : 1).Select(ParseChild)], isOrdered));
    }

    static Child ParseChild(string word) => new(word.TrimEnd('!', '*', '+'), word[^1] is '!' or '+', word[^1] is '*' or '+');

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
