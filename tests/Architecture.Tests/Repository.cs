namespace CrmInsights.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
static class Repository
{
    static readonly string[] s_skipped = ["bin", "obj", "out", "node_modules", ".git"];

    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Files below the root that match, with forward slashes, build output left out.</summary>
    public static IReadOnlyList<string> Files(string pattern) =>
        [.. Walk(Root, pattern).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    static IEnumerable<string> Walk(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !s_skipped.Contains(Path.GetFileName(child)))
                .SelectMany(child => Walk(child, pattern)));

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmInsights.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("CrmInsights.sln is in no folder above the tests.");
        }
        return folder;
    }
}
