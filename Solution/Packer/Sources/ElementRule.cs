namespace CrmInsights.Packer.Sources;

/// <summary>What one element may hold. The children stand in their order, if <paramref name="IsOrdered"/>.</summary>
sealed record ElementRule(IReadOnlyList<ElementRule.Attribute> Attributes, IReadOnlyList<ElementRule.Child> Children, bool IsOrdered = true)
{
    /// <summary>Whether any children may stand here: their names come from another file.</summary>
    public bool IsOpen { get; init; }

    /// <summary>An element without a line in the table holds text.</summary>
    public static readonly ElementRule Text = new([], []);

    /// <param name="Name">Name of the attribute.</param>
    /// <param name="Required">Whether the element must have it.</param>
    /// <param name="Values">What it may say; empty where it is free.</param>
    public sealed record Attribute(string Name, bool Required, IReadOnlyList<string> Values);

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

    /// <summary>
    /// A line: path, attributes (@name, @name! required, @name=a|b with its values), a colon, children (name, name! once, name* any, name+ one or
    /// more). A tilde before the children says that their order is free, dots in their place that any may stand there.
    /// </summary>
    public static (string Path, ElementRule Rule) Parse(string line)
    {
        var halves = line.Split(" :", 2);
        var words = Words(halves[0]);
        var children = halves.Length == 1 ? [] : Words(halves[1]);
        if (children is ["..."]) return (words[0], new ElementRule([.. words.Skip(1).Select(ParseAttribute)], []) { IsOpen = true });
        var isOrdered = children.FirstOrDefault() != "~";
        return (words[0], new ElementRule([.. words.Skip(1).Select(ParseAttribute)], [.. children.Skip(isOrdered ? 0 : 1).Select(ParseChild)], isOrdered));
    }

    static Attribute ParseAttribute(string word)
    {
        var halves = word.Split('=', 2);
        return new Attribute(halves[0].Trim('@', '!'), halves[0].EndsWith('!'), halves.Length == 1 ? [] : halves[1].Split('|'));
    }

    static Child ParseChild(string word) => new(word.TrimEnd('!', '*', '+'), word[^1] is '!' or '+', word[^1] is '*' or '+');

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
