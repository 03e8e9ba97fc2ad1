namespace CrmInsights.Plugins.Tests.Sdk;

public sealed class SdkSurfaceTests
{
    [Theory]
    [InlineData("net462")]
    [InlineData("net10.0")]
    public void The_built_surface_is_the_claimed_one(string framework)
    {
        var built = PublicSurface.Of(Checkout.Sdk(framework));
        var claimed = File.ReadAllLines(Checkout.ClaimedSurface);

        built.Except(claimed).ShouldBeEmpty("missing in PublicApi.txt");
        claimed.Except(built).ShouldBeEmpty("not in the assembly");
    }

    [SharedFact]
    public void Nothing_is_claimed_that_the_genuine_assembly_lacks() =>
        File.ReadAllLines(Checkout.ClaimedSurface).Except(File.ReadAllLines(SharedFactAttribute.GenuineSurface)).ShouldBeEmpty();

    [Fact]
    public void The_identity_is_that_of_the_genuine_assembly()
    {
        var claimed = File.ReadAllLines(Checkout.ClaimedSurface);

        claimed.ShouldContain("A:name Microsoft.Xrm.Sdk");
        claimed.ShouldContain("A:version 9.0.0.0");
        claimed.ShouldContain("A:culture neutral");
        claimed.ShouldContain("A:publickeytoken 31bf3856ad364e35");
    }

    /// <summary>Environments may still run 9.0.2.34; what came later must not compile here.</summary>
    [Theory]
    [InlineData("IPluginExecutionContext2")]
    [InlineData("PluginHttpStatusCode")]
    [InlineData("TryGetAttributeValue")]
    [InlineData("ContainsKey")]
    [InlineData("UpsertMultiple")]
    [InlineData("ExceptionDetails")]
    public void Later_additions_are_left_out(string name) =>
        File.ReadAllLines(Checkout.ClaimedSurface).Where(line => line.Contains(name, StringComparison.Ordinal)).ShouldBeEmpty();
}
