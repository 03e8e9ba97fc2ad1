using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("run", "--prot", "7071")]
    [InlineData("mine")]
    [InlineData("--colour")]
    [InlineData("run", "--port", "abc")]
    [InlineData("run", "--port", "70000")]
    [InlineData("run", "--accounts", "5")]
    [InlineData("run", "--mapping", "x.yaml")]
    [InlineData("import")]
    [InlineData("import", "--data", ".", "--url", "https://example.com")]
    [InlineData("connect")]
    [InlineData("connect", "--url", "http://contoso.crm4.dynamics.com")]
    [InlineData("connect", "--url", "https://contoso.crm4.dynamics.com/main.aspx")]
    [InlineData("connect", "--url", "https://contoso.crm4.dynamics.com", "--set-url", "http://contoso.example")]
    [InlineData("connect", "--url", "https://contoso.crm4.dynamics.com", "--set-key", "the key itself")]
    [InlineData("connect", "--url", "https://contoso.crm4.dynamics.com", "--set-key", "new")]
    [InlineData("connect", "--url", "https://contoso.crm4.dynamics.com", "--key-file", "key.txt")]
    public async Task Wrong_use_ends_with_2(params string[] arguments) => (await CommandLine.RunAsync(arguments)).ShouldBe(ExitCode.WrongUse);

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("import", "--help")]
    [InlineData("connect", "--help")]
    [InlineData("--version")]
    public async Task Help_ends_with_0(params string[] arguments) => (await CommandLine.RunAsync(arguments)).ShouldBe(ExitCode.Done);

    [Fact]
    public async Task A_folder_that_is_not_there_ends_with_1() =>
        (await CommandLine.RunAsync(["import", "--data", "/nowhere/at/all"])).ShouldBe(ExitCode.Failed);

    // The parser has no reader for every type: an option whose value it cannot read would fail only when it is used.
    [Fact]
    public void Every_option_is_of_a_type_that_the_command_line_can_read() =>
        CommandLine.Describe().Subcommands.SelectMany(verb => verb.Options).Select(option => option.ValueType).ShouldAllBe(type => type != typeof(Uri));

    [Fact]
    public void Only_verbs_that_work_are_offered() =>
        CommandLine.Describe().Subcommands.Select(verb => verb.Name).ShouldBe(["run", "import", "mine", "connect", "report"]);

    [Fact]
    public void Every_option_says_what_it_does() =>
        CommandLine.Describe().Subcommands.SelectMany(verb => verb.Options.Concat(verb.Subcommands.SelectMany(below => below.Options))).ShouldAllBe(option => option.Description!.Length > 10);
}
