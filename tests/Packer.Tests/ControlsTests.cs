using System.Diagnostics;

namespace CrmInsights.Packer.Tests;

/// <summary>The TypeScript of the controls, held to its own types, rules and tests by npm, which the build needs anyway.</summary>
public sealed class ControlsTests
{
    static readonly string s_folder = Path.Combine(Checkout.Root, "Solution", "Controls");

    [Fact]
    public async Task The_controls_pass_their_types_rules_and_tests()
    {
        var shell = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        using var npm = Process.Start(new ProcessStartInfo(shell.Item1, [shell.Item2, "npm test --silent 2>&1"])
        {
            WorkingDirectory = s_folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;

        var told = await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();

        npm.ExitCode.ShouldBe(0, told);
        told.ShouldContain("# fail 0");
    }

    [Fact]
    public void The_lock_file_names_no_registry() =>
        File.ReadAllText(Path.Combine(s_folder, "package-lock.json")).ShouldNotContain("\"resolved\"");
}
