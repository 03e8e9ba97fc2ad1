using CrmInsights.Mining.Fuzzy;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CrmInsights.Local.Mine.Inference;

/// <summary>Reads a file of fuzzy rules: YAML with method, inputs, output and rules (docs/mine.md shows one). Whatever it does not know it refuses with the line.</summary>
static class RuleFile
{
    const int MostBytes = 1 << 20, MostDepth = 10, MostSteps = 1_000_000;

    /// <exception cref="InvalidDataException">The file is no such rule base; the message names the line.</exception>
    public static RuleBase Read(Stream stream)
    {
        if (stream.Length > MostBytes) throw new InvalidDataException($"the file has {stream.Length:N0} bytes; a file of rules has at most {MostBytes:N0}.");
        using var reader = new StreamReader(stream);
        var root = new YamlFields(Root(reader.ReadToEnd()), "the file", ["method", "inputs", "output", "rules"]);
        var inputs = root.Fields("inputs").Select(input => Sets(input.Name, input.Value)).ToDictionary(input => input.Name);
        var rules = root.Rules();
        return root.Text("method") switch
        {
            "mamdani" => Mamdani(new YamlFields(root.Value("output"), "output", ["name", "range", "sets", "steps"]), inputs, rules),
            "sugeno" => Sugeno(new YamlFields(root.Value("output"), "output of sugeno", ["name"]), inputs, rules),
            var other => throw new InvalidDataException($"line {root.LineOf("method")}: method is \"{other}\"; mamdani or sugeno was expected."),
        };
    }

    static RuleBase Mamdani(YamlFields fields, Dictionary<string, NamedSets> inputs, IReadOnlyList<RuleLine> lines)
    {
        var output = Sets(fields.Text("name"), fields.Value("sets"));
        var text = new RuleText(inputs, output);
        var (from, to, steps) = (Range(fields).From, Range(fields).To, fields.Has("steps") ? Steps(fields) : 1000);
        var rules = new MamdaniRules(lines.Select(text.Mamdani).ToList(), from, to, steps);
        return new RuleBase([.. inputs.Keys], output.Name, lines, rules.Infer);
    }

    static RuleBase Sugeno(YamlFields fields, Dictionary<string, NamedSets> inputs, IReadOnlyList<RuleLine> lines)
    {
        var output = new NamedSets(fields.Text("name"), new Dictionary<string, FuzzySet>());
        var text = new RuleText(inputs, output);
        var rules = new SugenoRules(lines.Select(text.Sugeno).ToList());
        return new RuleBase([.. inputs.Keys], output.Name, lines, rules.Infer);
    }

    static (double From, double To) Range(YamlFields fields)
    {
        var (line, words) = (fields.LineOf("range"), fields.Text("range").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var numbers = Array.ConvertAll(words, word => SetText.Number(word, line));
        return numbers is [var from, var to] && from < to && double.IsFinite(to - from) ? (from, to) : throw new InvalidDataException($"line {line}: range is \"{fields.Text("range")}\"; the least and the greatest output were expected, such as 0 100.");
    }

    static int Steps(YamlFields fields) =>
        int.TryParse(fields.Text("steps"), out var steps) && steps is >= 1 and <= MostSteps ? steps : throw new InvalidDataException($"line {fields.LineOf("steps")}: steps is \"{fields.Text("steps")}\"; 1 to {MostSteps:N0} was expected.");

    static NamedSets Sets(string name, YamlNode node) =>
        new(name, node is YamlScalarNode { Value: null or "" } ? new Dictionary<string, FuzzySet>() : new YamlFields(node, name, null).All().ToDictionary(set => set.Name, set => SetText.Read(set.Text, set.Line)));

    static YamlNode Root(string text)
    {
        try
        {
            RequireFlat(text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count == 1 ? yaml.Documents[0].RootNode : throw new InvalidDataException($"the file holds {yaml.Documents.Count} YAML documents; one was expected, with method, inputs, output and rules.");
        }
        catch (YamlException wrong)
        {
            throw new InvalidDataException($"line {wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message}", wrong);
        }
    }

    // The tree is built by recursion, which a file of brackets would bring to its end.
    static void RequireFlat(string text)
    {
        var (parser, depth) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MostDepth) throw new InvalidDataException($"line {parser.Current.Start.Line}: fields lie deeper in one another than those of a file of rules.");
        }
    }
}
