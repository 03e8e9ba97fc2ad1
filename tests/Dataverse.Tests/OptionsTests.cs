namespace CrmInsights.Dataverse.Tests;

public sealed class OptionsTests
{
    static DataverseOptions At(string url) => new() { Url = new Uri(url, UriKind.RelativeOrAbsolute) };

    [Theory]
    [InlineData("http://org.crm4.dynamics.com")]
    [InlineData("org.crm4.dynamics.com")]
    [InlineData("ftp://localhost")]
    [InlineData("https://org.crm4.dynamics.com/api/data/v9.2")]
    public void Refuses_an_address_it_cannot_trust(string url) => Should.Throw<ArgumentException>(() => At(url).Validate()).Message.ShouldContain(url);

    [Theory]
    [InlineData("https://org.crm4.dynamics.com")]
    [InlineData("http://localhost:7071/")]
    [InlineData("http://127.0.0.1:9")]
    public void Takes_https_and_this_machine(string url) => At(url).Validate();

    [Fact]
    public void A_ready_token_never_leaves_this_machine() =>
        Should.Throw<ArgumentException>(() => (At("https://org.crm4.dynamics.com") with { BearerToken = "x" }).Validate());

    [Fact]
    public void A_secret_needs_tenant_and_client() =>
        Should.Throw<ArgumentException>(() => (At("https://org.crm4.dynamics.com") with { ClientSecret = "x" }).Validate());
}
