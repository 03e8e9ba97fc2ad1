using System.Net.Http.Headers;
using CrmInsights.Local.Tests.Embedded.Import;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Microsoft, "Security concepts" and "Privilege names"; the fault's code is that of the platform's table of faults (0x80040220, 403).</summary>
public sealed class SecurityTests : WebApiTest
{
    const string Denied = "0x80040220";

    Guid _account;
    Guid _reader;

    protected override async Task Arrange()
    {
        await Host.Organization.ImportSolutionAsync(RealSolution.Zip, default);
        _account = await Host.Create("accounts", new { name = "A", ci_churnscore = 10m });
        _reader = await Host.Create("systemusers", new { fullname = "Reader", domainname = "reader" });
    }

    (string, string) As(Guid user) => ("MSCRMCallerID", user.ToString());

    [Fact]
    public async Task A_user_without_a_role_may_do_nothing_but_know_who_it_is()
    {
        (await Host.Get("accounts?$select=name", As(_reader)).ShouldFail(403, Denied)).ShouldContain("prvReadAccount");
        await Host.Get($"accounts({_account})?$select=name", As(_reader)).ShouldFail(403, Denied);
        Guid.Parse((await Host.Json("WhoAmI", As(_reader))).Text("UserId")).ShouldBe(_reader);
    }

    [Fact]
    public async Task A_reader_sees_models_and_cannot_write_a_score()
    {
        await GiveAsync(_reader, "CrmInsights Reader");

        (await Host.Rows("ci_models?$select=ci_modelid", As(_reader))).ShouldBeEmpty();
        var message = await Host.Send(HttpMethod.Patch, $"accounts({_account})", new { ci_churnscore = 1m }, As(_reader)).ShouldFail(403, Denied);
        message.ShouldContain("prvWriteAccount");
        message.ShouldContain("entity 'account'");
        (await Host.Json($"accounts({_account})?$select=ci_churnscore"))["ci_churnscore"]!.GetValue<decimal>().ShouldBe(10m);
    }

    [Fact]
    public async Task The_service_writes_scores_and_creates_no_account()
    {
        await GiveAsync(Host.Organization.Facts.ServiceUserId, "CrmInsights Service");
        Host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "service-token");

        await Host.Patch($"accounts({_account})", new { ci_churnscore = 20m }).ShouldBe(204);
        (await Host.Post("accounts", new { name = "B" }).ShouldFail(403, Denied)).ShouldContain("prvCreateAccount");
        await Host.Send(HttpMethod.Delete, $"accounts({_account})").ShouldFail(403, Denied);
        (await Host.Get("WhoAmI", As(_reader)).ShouldFail(403, Denied)).ShouldContain("prvActOnBehalfOfAnotherUser");
    }

    [Fact]
    public async Task A_role_taken_away_takes_its_privileges_along()
    {
        var role = await GiveAsync(_reader, "CrmInsights Reader");
        (await Host.Rows($"systemusers({_reader})/systemuserroles_association?$select=name")).Texts("name").ShouldBe(["CrmInsights Reader"]);

        await Host.Send(HttpMethod.Delete, $"systemusers({_reader})/systemuserroles_association({role})/$ref").ShouldBe(204);

        await Host.Get("ci_models?$select=ci_modelid", As(_reader)).ShouldFail(403, Denied);
        (await Host.Rows($"roles({role})/systemuserroles_association/$ref")).ShouldBeEmpty();
        await Host.Send(HttpMethod.Delete, $"systemusers({_reader})/systemuserroles_association({role})/$ref").ShouldFail(404, "0x80040217");
    }

    [Fact]
    public async Task A_role_is_given_once()
    {
        var role = await GiveAsync(_reader, "CrmInsights Reader");

        await Host.Post($"systemusers({_reader})/systemuserroles_association/$ref", Reference(role)).ShouldFail(412, "0x80040237");
    }

    [Fact]
    public async Task A_privilege_over_own_rows_reaches_no_others()
    {
        var role = await Host.Create("roles", Role("prvReadAccount Basic\nprvWriteAccount Basic"));
        await Host.Post($"systemusers({_reader})/systemuserroles_association/$ref", Reference(role)).ShouldBe(204);
        var own = await Host.Create("accounts", new Dictionary<string, object?> { ["name"] = "Own", ["ownerid@odata.bind"] = $"/systemusers({_reader})" });

        (await Host.Rows("accounts?$select=name", As(_reader))).Texts("name").ShouldBe(["Own"]);
        await Host.Send(HttpMethod.Patch, $"accounts({own})", new { name = "Mine" }, As(_reader)).ShouldBe(204);
        await Host.Send(HttpMethod.Patch, $"accounts({_account})", new { name = "Mine" }, As(_reader)).ShouldFail(403, Denied);
    }

    [Fact]
    public async Task Pointing_to_a_row_needs_both_privileges_of_appending()
    {
        var role = await Host.Create("roles", Role("prvWriteAccount Global\nprvReadAccount Global\nprvAppendAccount Global"));
        await Host.Post($"systemusers({_reader})/systemuserroles_association/$ref", Reference(role)).ShouldBe(204);

        var body = new Dictionary<string, object?> { ["parentaccountid@odata.bind"] = $"/accounts({_account})" };
        (await Host.Send(HttpMethod.Patch, $"accounts({_account})", body, As(_reader)).ShouldFail(403, Denied)).ShouldContain("prvAppendToAccount");
    }

    async Task<Guid> GiveAsync(Guid user, string name)
    {
        var role = Guid.Parse((await Host.Rows($"roles?$select=name&$filter=name eq '{name}'")).Single().Text("roleid"));
        await Host.Post($"systemusers({user})/systemuserroles_association/$ref", Reference(role)).ShouldBe(204);
        return role;
    }

    Dictionary<string, object?> Reference(Guid role) => new() { ["@odata.id"] = $"{Host.Root}roles({role})" };

    static Dictionary<string, object?> Role(string privileges) => new() { ["name"] = "Test", ["privileges"] = privileges };
}
