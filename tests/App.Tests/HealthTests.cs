using System.Text.Json.Nodes;
using CrmInsights.Dataverse;

namespace CrmInsights.App.Tests;

public sealed class HealthTests : IAsyncLifetime
{
    AppHarness _app = null!;

    public async Task InitializeAsync() => _app = await AppHarness.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    async Task<(string Status, JsonNode Report)> ReadAsync()
    {
        var answer = await _app.CallAsync("Health", "req", new JsonObject());
        var reply = answer["Outputs"]!["res"]!;
        return (reply["statusCode"]!.GetValue<string>(), JsonNode.Parse(reply["body"]!.GetValue<string>())!);
    }

    [Fact]
    public async Task An_app_at_rest_is_healthy()
    {
        await _app.SendAsync(Sample.OrderChanged());

        var (status, report) = await ReadAsync();

        status.ShouldBe("200");
        report["status"]!.GetValue<string>().ShouldBe("healthy");
        report["store"]!["orders"]!.GetValue<long>().ShouldBe(1);
        report["waiting"]!["customers"]!.GetValue<int>().ShouldBe(1);
        report["dataverse"]!["organizationId"]!.GetValue<Guid>().ShouldBe(Sample.Organization);
    }

    [Fact]
    public async Task An_unreachable_Dataverse_is_named()
    {
        _app.Dataverse.OnCall = _ => throw new DataverseException("No answer from https://contoso.crm4.dynamics.com.");

        var (status, report) = await ReadAsync();

        status.ShouldBe("503");
        report["reasons"]![0]!.GetValue<string>().ShouldContain("contoso");
    }

    [Fact]
    public async Task A_failed_run_is_named()
    {
        _app.Dataverse.OnCall = call =>
        {
            if (call.StartsWith("changes", StringComparison.Ordinal)) throw new DataverseException("down");
        };
        await new Pump(_app).TimerAsync("Mine");

        var (status, report) = await ReadAsync();

        status.ShouldBe("503");
        report["reasons"]![0]!.GetValue<string>().ShouldContain("collect");
    }
}
