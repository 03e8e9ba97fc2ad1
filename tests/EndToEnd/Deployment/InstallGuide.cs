using System.Text.RegularExpressions;

namespace CrmInsights.EndToEnd.Deployment;

/// <summary>docs/install.md as steps: blocks of commands, and what an admin does by hand, in their order.</summary>
static partial class InstallGuide
{
    /// <summary>A step.</summary>
    /// <param name="Kind">sh: commands to run; azure: commands that need Azure; hand: done in a portal.</param>
    /// <param name="Text">The commands, or the name of what is done by hand.</param>
    internal sealed record Step(string Kind, string Text);

    public static IReadOnlyList<Step> Read(string path) =>
        [.. Marks().Matches(File.ReadAllText(path)).Select(match => match.Groups["hand"] is { Success: true } hand
            ? new Step("hand", hand.Value)
            : new Step(match.Groups["azure"].Success ? "azure" : "sh", match.Groups["commands"].Value))];

    [GeneratedRegex(@"<!-- by hand: (?<hand>\w+) -->|^```sh(?<azure> azure)?\n(?<commands>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Marks();
}
