using Xunit.Abstractions;

namespace CrmInsights.Architecture.Tests;

/// <summary>Small rooms: how long files and methods may be.</summary>
public sealed class CodeSize(ITestOutputHelper output)
{
    const int LongestFile = 400;
    const int LongestMethod = 60;

    static readonly IReadOnlyList<string> s_files =
        [.. Repository.Files("*.cs").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))];

    static readonly IReadOnlyList<MethodSize> s_methods = [.. s_files.SelectMany(MethodSize.Of).OrderByDescending(method => method.Lines)];

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var sizes = s_files.Select(file => (file, lines: File.ReadLines(Repository.PathOf(file)).Count())).OrderByDescending(size => size.lines).ToList();
        foreach (var (file, lines) in sizes.Take(10)) output.WriteLine($"{lines,4} lines  {file}");

        sizes.Where(size => size.lines > LongestFile).ShouldBeEmpty("split the file by idea");
    }

    [Fact]
    public void No_method_is_longer_than_60_lines()
    {
        foreach (var method in s_methods.Take(10)) output.WriteLine(method.ToString());

        s_methods.Where(method => method.Lines > LongestMethod).ShouldBeEmpty("cut the method into steps");
    }

    [Fact]
    public void Half_of_all_methods_have_at_most_8_lines_and_nine_tenths_at_most_30()
    {
        var lines = s_methods.Select(method => method.Lines).Order().ToArray();

        lines[lines.Length / 2].ShouldBeLessThanOrEqualTo(8);
        lines[lines.Length * 9 / 10].ShouldBeLessThanOrEqualTo(30);
    }
}
