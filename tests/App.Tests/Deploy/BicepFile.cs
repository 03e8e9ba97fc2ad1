using System.Text.RegularExpressions;

namespace CrmInsights.App.Tests.Deploy;

/// <summary>
/// What a Bicep file declares, read strictly: a line at the top level that is no declaration, a bracket that closes nothing or a name used twice is refused.
/// It knows the part of the language that our files use, and is no compiler.
/// </summary>
sealed partial class BicepFile
{
    readonly Dictionary<string, Declaration> _declarations = [];

    BicepFile()
    {
    }

    internal sealed record Declaration(string Kind, string Name, string Text, IReadOnlyList<string> Decorators);

    public IEnumerable<Declaration> Of(string kind) => _declarations.Values.Where(declaration => declaration.Kind == kind);

    public Declaration this[string name] => _declarations[name];

    public bool Declares(string name) => _declarations.ContainsKey(name);

    public static BicepFile Parse(string text)
    {
        var file = new BicepFile();
        var (decorators, block, line) = (new List<string>(), new List<string>(), 0);
        foreach (var source in text.ReplaceLineEndings("\n").Split('\n'))
        {
            line++;
            var code = source.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : source.TrimEnd();
            if (block.Count == 0 && code.Length == 0) continue;
            if (block.Count == 0 && code.StartsWith('@'))
            {
                decorators.Add(code);
                continue;
            }
            block.Add(code);
            if (Depth(block, line) > 0) continue;
            file.Add(string.Join('\n', block), decorators, line);
            (decorators, block) = ([], []);
        }
        return block.Count == 0 ? file : throw new InvalidDataException($"The last declaration is not closed: {block[0]}");
    }

    void Add(string text, List<string> decorators, int line)
    {
        var match = Head().Match(text);
        if (!match.Success) throw new InvalidDataException($"Line {line} declares nothing: {text}");
        var name = match.Groups["name"].Value;
        if (!_declarations.TryAdd((match.Groups["kind"].Value == "output" ? "output " : "") + name, new Declaration(match.Groups["kind"].Value, name, text, decorators)))
            throw new InvalidDataException($"Line {line} declares {name} a second time.");
    }

    /// <summary>Open brackets outside of texts; an interpolation inside a text must close there.</summary>
    static int Depth(List<string> block, int line)
    {
        var open = new Stack<char>();
        foreach (var character in Texts().Replace(string.Join('\n', block), ""))
        {
            if (character is '{' or '[' or '(') open.Push(character);
            else if (character is '}' or ']' or ')' && (!open.TryPop(out var last) || (last, character) is not (('{', '}') or ('[', ']') or ('(', ')'))))
                throw new InvalidDataException($"Line {line} closes what is not open: {character}");
            else if (character == '\'') throw new InvalidDataException($"Line {line} does not close a text.");
        }
        return open.Count;
    }

    /// <summary>Names of other declarations that a text uses: what stands before a dot, in an interpolation or as a whole value.</summary>
    public static IEnumerable<string> Names(string text)
    {
        var interpolated = Interpolations().Matches(text).Select(match => match.Groups[1].Value);
        var plain = Texts().Replace(text, "''");
        return interpolated.Append(plain).SelectMany(part => Used().Matches(part).Select(match => match.Groups["name"].Value)).Distinct();
    }

    [GeneratedRegex(@"^(?<kind>param|var|resource|output) (?<name>[a-z][A-Za-z0-9]*)( (string|int|object|bool)| '[A-Za-z.]+(/[A-Za-z]+)+@\d{4}-\d{2}-\d{2}')?( = |$)")]
    private static partial Regex Head();

    [GeneratedRegex(@"'(?:\\.|[^'\\\n])*'")]
    private static partial Regex Texts();

    [GeneratedRegex(@"\$\{([^{}]*)\}")]
    private static partial Regex Interpolations();

    // A value after a colon or equals sign, an argument or list item, or the head of a member access; never a property's own name.
    [GeneratedRegex(@"(?<=[:=\[(,?] ?|^)(?<name>[a-z][A-Za-z0-9]*)(?=[.,\])\s]|$)(?!\s*:)")]
    private static partial Regex Used();
}
