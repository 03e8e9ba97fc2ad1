namespace CrmInsights.Packer.Tests;

public sealed class CommandsTests
{
    [Fact]
    public void Packing_sound_sources_succeeds()
    {
        using var copy = new SourceCopy();

        Commands.Pack(copy.Options()).ShouldBe(0);

        Directory.EnumerateFiles(copy.Output).Select(Path.GetFileName).Order().ShouldBe(["CrmInsights_managed.zip", "CrmInsights_unmanaged.zip"]);
    }

    [Fact]
    public void Packing_spoilt_sources_fails_and_writes_nothing()
    {
        using var copy = new SourceCopy();
        File.Delete(copy.PathOf("solution.xml"));

        Commands.Pack(copy.Options()).ShouldBe(1);

        Directory.Exists(copy.Output).ShouldBeFalse();
    }
}
