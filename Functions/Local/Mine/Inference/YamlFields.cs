using YamlDotNet.RepresentationModel;

namespace CrmInsights.Local.Mine.Inference;

/// <summary>The fields of one block of YAML, which refuses what is missing, unknown or of another shape with its line.</summary>
sealed class YamlFields
{
    readonly YamlMappingNode _block;
    readonly string _name;

    /// <summary>Takes a block.</summary>
    /// <param name="node">What stands there.</param>
    /// <param name="name">What it is, in a message.</param>
    /// <param name="known">The fields there may be; null for names of one's own.</param>
    public YamlFields(YamlNode node, string name, IReadOnlyList<string>? known)
    {
        _name = name;
        _block = node as YamlMappingNode ?? throw new InvalidDataException($"line {node.Start.Line}: {name} is {Shape(node)}; a block of \"name: value\" was expected.");
        foreach (var key in _block.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } word }) throw new InvalidDataException($"line {key.Start.Line}: a name was expected.");
            if (known?.Contains(word) == false) throw new InvalidDataException($"line {key.Start.Line}: {name} has no field \"{word}\"; {string.Join(", ", known)} were expected.");
        }
    }

    public bool Has(string field) => _block.Children.ContainsKey(new YamlScalarNode(field));

    public YamlNode Value(string field) => _block.Children.TryGetValue(new YamlScalarNode(field), out var node) ? node : throw new InvalidDataException($"line {_block.Start.Line}: {_name} lacks the field \"{field}\".");

    public long LineOf(string field) => Value(field).Start.Line;

    public string Text(string field) => TextOf(Value(field), field);

    /// <summary>The blocks of a field by name, at least one.</summary>
    public IEnumerable<(string Name, YamlNode Value)> Fields(string field)
    {
        var inner = new YamlFields(Value(field), field, null);
        return inner._block.Children.Count > 0 ? inner._block.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, pair.Value)) : throw new InvalidDataException($"line {LineOf(field)}: {field} is empty; at least one was expected.");
    }

    /// <summary>All fields as texts.</summary>
    public IEnumerable<(string Name, string Text, long Line)> All() =>
        _block.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, TextOf(pair.Value, ((YamlScalarNode)pair.Key).Value!), pair.Value.Start.Line));

    /// <summary>The list of rules, at least one.</summary>
    public IReadOnlyList<RuleLine> Rules()
    {
        if (Value("rules") is not YamlSequenceNode { Children.Count: > 0 } list) throw new InvalidDataException($"line {LineOf("rules")}: rules is {Shape(Value("rules"))}; a list was expected, one \"- if ... then ...\" a line.");
        return [.. list.Children.Select(rule => new RuleLine(rule.Start.Line, TextOf(rule, "a rule")))];
    }

    static string TextOf(YamlNode node, string name) => node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw new InvalidDataException($"line {node.Start.Line}: {name} is {Shape(node)}; a text was expected.");

    static string Shape(YamlNode node) => node switch
    {
        YamlScalarNode { Value: null or "" } => "empty",
        YamlScalarNode text => $"\"{text.Value}\"",
        YamlSequenceNode { Children.Count: 0 } => "an empty list",
        YamlSequenceNode => "a list",
        _ => "a block",
    };
}
