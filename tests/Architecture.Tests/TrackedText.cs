using System.Text.RegularExpressions;

namespace CrmInsights.Architecture.Tests;

/// <summary>What no tracked text may say.</summary>
public sealed partial class TrackedText
{
    static readonly string[] s_patterns = ["*.cs", "*.csproj", "*.props", "*.md", "*.json", "*.yaml", "*.ts", "*.tsx", "*.js", "*.xml", "*.css"];

    [GeneratedRegex(@"registry\.npmjs|api\.nuget\.org|deb\.debian\.org", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex("NotImplementedException|\\bTODO\\b|\\bFIXME\\b")]
    private static partial Regex UnfinishedWork();

    [Fact]
    public void No_file_names_the_host_of_a_package_registry() => Matching(RegistryHost()).ShouldBeEmpty();

    [Fact]
    public void No_file_holds_unfinished_work() => Matching(UnfinishedWork()).ShouldBeEmpty();

    static IEnumerable<string> Matching(Regex pattern) => s_patterns
        .SelectMany(Repository.Files)
        .Where(file => !file.EndsWith(nameof(TrackedText) + ".cs", StringComparison.Ordinal))
        .Where(file => pattern.IsMatch(File.ReadAllText(Repository.PathOf(file))));
}
