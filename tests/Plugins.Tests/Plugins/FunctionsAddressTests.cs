using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class FunctionsAddressTests
{
    readonly SetClock _clock = new();
    readonly StepServices _step = new();
    readonly FunctionsAddress _address;

    public FunctionsAddressTests() => _address = new FunctionsAddress(_clock);

    [Theory]
    [InlineData("https://contoso.azurewebsites.net", "https://contoso.azurewebsites.net/api/events")]
    [InlineData("https://contoso.azurewebsites.net/", "https://contoso.azurewebsites.net/api/events")]
    [InlineData(" https://gateway.contoso.com/insights ", "https://gateway.contoso.com/insights/api/events")]
    [InlineData("http://localhost:7071", "http://localhost:7071/api/events")]
    [InlineData("http://127.0.0.1:7071", "http://127.0.0.1:7071/api/events")]
    public void Events_go_below_the_address_of_the_app(string url, string expected)
    {
        _step.SetFunctionsUrl(url);

        Read().ShouldBe(new Uri(expected));
    }

    [Theory]
    [InlineData("http://contoso.azurewebsites.net")]
    [InlineData("ftp://contoso.com")]
    [InlineData("contoso.azurewebsites.net")]
    [InlineData("/api")]
    [InlineData("")]
    [InlineData(null)]
    public void An_address_that_is_missing_or_unsafe_tells_the_administrator_what_to_do(string? url)
    {
        _step.SetFunctionsUrl(url);

        var refusal = Should.Throw<InvalidPluginExecutionException>(() => Read());

        refusal.Status.ShouldBe(OperationStatus.Failed);
        refusal.Message.ShouldContain("ci_FunctionsUrl");
        refusal.Message.ShouldContain("crminsights connect");
    }

    [Fact]
    public void A_missing_definition_counts_as_missing_address() =>
        Should.Throw<InvalidPluginExecutionException>(() => Read()).Message.ShouldContain("has no value");

    [Fact]
    public void The_value_of_the_environment_goes_before_the_default()
    {
        _step.SetFunctionsUrl("https://default.example", value: "https://value.example");

        Read().Host.ShouldBe("value.example");
    }

    [Fact]
    public void The_address_is_remembered_for_a_minute()
    {
        _step.SetFunctionsUrl("https://before.example", value: "https://before.example");
        Read();
        var reads = _step.Rows.Reads.Count;
        _step.Rows.Put(Changed("https://after.example"));

        _clock.UtcNow += TimeSpan.FromSeconds(59);
        Read().Host.ShouldBe("before.example");
        _step.Rows.Reads.Count.ShouldBe(reads);

        _clock.UtcNow += TimeSpan.FromSeconds(1);
        Read().Host.ShouldBe("after.example");
    }

    [Fact]
    public void Every_organization_has_its_own_address()
    {
        _step.SetFunctionsUrl("https://one.example");
        var other = new StepServices();
        other.SetFunctionsUrl("https://two.example");
        Read();

        _address.Of(Guid.NewGuid(), other.Rows).Host.ShouldBe("two.example");
    }

    Uri Read() => _address.Of(_step.Context.OrganizationId, _step.Rows);

    Entity Changed(string url)
    {
        var columns = new Microsoft.Xrm.Sdk.Query.ColumnSet("environmentvariabledefinitionid");
        var value = _step.Rows.RetrieveMultiple(new Microsoft.Xrm.Sdk.Query.QueryExpression("environmentvariablevalue") { ColumnSet = columns }).Entities.Single();
        value["value"] = url;
        _step.Rows.Reads.RemoveAt(_step.Rows.Reads.Count - 1);
        return value;
    }
}
