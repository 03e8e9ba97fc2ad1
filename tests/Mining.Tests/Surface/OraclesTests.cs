using System.Text.RegularExpressions;

namespace CrmInsights.Mining.Tests.Surface;

/// <summary>docs/oracles.md names test classes; each of them exists.</summary>
public sealed partial class OraclesTests
{
    [Fact]
    public void Every_test_class_that_is_named_exists()
    {
        var built = typeof(OraclesTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        var named = TestClass().Matches(File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "docs", "oracles.md"))).Select(match => match.Value).ToHashSet();

        named.Count.ShouldBeGreaterThan(20);
        named.Except(built).ShouldBeEmpty();
    }

    static string Root(string folder) => File.Exists(Path.Combine(folder, "CrmInsights.sln"))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("CrmInsights.sln is in no folder above the tests."));

    [GeneratedRegex(@"(?<!\.)\b[A-Z]\w*Tests\b")]
    private static partial Regex TestClass();
}
