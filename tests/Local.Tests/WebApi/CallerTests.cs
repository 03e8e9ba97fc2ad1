using System.Net.Http.Headers;
using CrmInsights.Local.Embedded.WebApi;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference sections 1, 11 and 12: who calls, for whom, and how often.</summary>
public sealed class CallerTests : WebApiTest
{
    private protected override Task<WebApiHost> Start() =>
        WebApiHost.StartAsync(options => options with { RequestLimit = new RequestLimit(20, TimeSpan.FromMinutes(5)) });

    [Fact]
    public async Task Without_a_token_this_machine_is_the_administrator() =>
        Guid.Parse((await Host.Json("WhoAmI")).Text("UserId")).ShouldBe(Host.Organization.Facts.AdministratorId);

    [Fact]
    public async Task A_token_is_the_application_user()
    {
        Host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "service-token");
        Guid.Parse((await Host.Json("WhoAmI")).Text("UserId")).ShouldBe(Host.Organization.Facts.ServiceUserId);
    }

    [Fact]
    public async Task A_wrong_token_is_401_and_says_how_to_sign_in()
    {
        Host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        var response = Host.Get("WhoAmI");
        await response.ShouldFail(401, "0x80040204");
        (await response).Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_caller_may_act_for_another_user()
    {
        var service = Host.Organization.Facts.ServiceUserId;
        Guid.Parse((await Host.Json("WhoAmI", ("MSCRMCallerID", service.ToString()))).Text("UserId")).ShouldBe(service);
        await Host.Get("WhoAmI", ("MSCRMCallerID", Guid.NewGuid().ToString())).ShouldFail(403, "0x80040220");
        await Host.Get("WhoAmI", ("CallerObjectId", Guid.NewGuid().ToString())).ShouldFail(403, "0x80040220");
        await Host.Get("WhoAmI", ("MSCRMCallerID", "x")).ShouldFail(400, "0x80060888");
    }

    [Fact]
    public async Task Beyond_the_limit_429_says_when_to_come_back()
    {
        for (var request = 0; request < 20; request++)
        {
            (await Host.Get("WhoAmI")).EnsureSuccessStatusCode();
            Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var refused = Host.Get("WhoAmI");
        (await refused.ShouldFail(429, "0x80072322")).ShouldBe("Number of requests exceeded the limit of 20 over time window of 300 seconds.");
        (await refused).Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(280));
        Host.Clock.Advance(TimeSpan.FromSeconds(280));
        await Host.Get("WhoAmI").ShouldBe(200);
        await Host.Get("WhoAmI").ShouldFail(429, "0x80072322");
    }

    [Fact]
    public async Task Another_user_is_not_held_up()
    {
        for (var request = 0; request < 21; request++) await Host.Get("WhoAmI");
        Host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "service-token");
        await Host.Get("WhoAmI").ShouldBe(200);
    }
}
