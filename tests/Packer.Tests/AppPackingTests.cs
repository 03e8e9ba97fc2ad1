using System.IO.Compression;
using System.Text;

namespace CrmInsights.Packer.Tests;

public sealed class AppPackingTests : IDisposable
{
    static readonly byte[] s_linuxProgram = [0x7F, .. "ELF"u8, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3E, 0];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crminsights-app-");
    readonly List<string> _files = [];

    public AppPackingTests()
    {
        Add("host.json", """{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "handler" } } }"""u8);
        Add("handler", s_linuxProgram);
        Add("handler.dll", "code"u8);
        Add("Health/function.json", "{}"u8);
    }

    string Zip => Path.Combine(_folder.FullName, "out", "app.zip");

    public void Dispose() => _folder.Delete(recursive: true);

    void Add(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        if (!_files.Contains(name)) _files.Add(name);
    }

    List<string> Pack() => [.. AppPacking.Run(_folder.FullName, _files, Zip).Select(problem => problem.ToString())];

    [Fact]
    public void Only_the_program_may_be_executed()
    {
        Pack().ShouldBeEmpty();

        using var zip = ZipFile.OpenRead(Zip);
        zip.Entries.Select(entry => (entry.FullName, Convert.ToString(entry.ExternalAttributes >>> 16, 8)))
            .ShouldBe([("Health/function.json", "100644"), ("handler", "100755"), ("handler.dll", "100644"), ("host.json", "100644")]);
    }

    [Fact]
    public void Every_entry_says_that_it_comes_from_Unix()
    {
        Pack().ShouldBeEmpty();

        MadeBy(File.ReadAllBytes(Zip)).ShouldBe(Enumerable.Repeat((byte)3, 4));
    }

    // "PK", 1, 2 begins an entry of the directory; its sixth byte names the system (APPNOTE 4.4.2).
    static IEnumerable<byte> MadeBy(byte[] zip) =>
        Enumerable.Range(0, zip.Length - 5).Where(at => zip.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8)).Select(at => zip[at + 5]);

    [Fact]
    public void The_same_files_give_the_same_bytes_whatever_else_lies_beside_them()
    {
        Pack().ShouldBeEmpty();
        var first = File.ReadAllBytes(Zip);
        File.WriteAllText(Path.Combine(_folder.FullName, "left-over.dll"), "of an earlier publish");
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, "host.json"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _files.Reverse();

        Pack().ShouldBeEmpty();

        File.ReadAllBytes(Zip).ShouldBe(first);
    }

    [Fact]
    public void A_program_for_another_system_is_refused()
    {
        Add("handler", Encoding.ASCII.GetBytes("MZ this runs elsewhere, not on Linux"));

        Pack().ShouldBe(["handler(1): error: it is no program for Linux x64; publish with -r linux-x64."]);
        File.Exists(Zip).ShouldBeFalse();
    }

    [Fact]
    public void A_missing_program_is_named()
    {
        _files.Remove("handler");

        Pack().ShouldBe(["host.json(1): error: it names the program 'handler', which was not published."]);
    }

    [Fact]
    public void An_app_without_functions_is_refused()
    {
        _files.Remove("Health/function.json");

        Pack().ShouldHaveSingleItem().ShouldContain("the host would find no function");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    public void A_host_file_without_a_program_is_refused(string text)
    {
        Add("host.json", Encoding.UTF8.GetBytes(text));

        Pack().ShouldContain(problem => problem.Contains("host.json(1): error: it must lie in the root and name the program", StringComparison.Ordinal));
    }

    [Fact]
    public void A_listed_file_that_is_not_there_is_named()
    {
        _files.Add("gone.dll");

        Pack().ShouldBe(["gone.dll(1): error: the file is listed, but was not published."]);
    }
}
