using CrmInsights.Local.Tests.Embedded.Import;
using CrmInsights.Local.Tests.Embedded.Steps;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Microsoft, "Use Web API actions", "Use Web API functions" and "Create and use custom APIs".</summary>
public sealed class CustomApiCallTests : WebApiTest
{
    static readonly Dictionary<string, string> s_parts = new[]
    {
        CustomApiParts.StartPlay,
        CustomApiParts.Of("ci_Note", new() { ["bindingtype"] = "1", ["boundentitylogicalname"] = "account" }, [("Amount?", 8)], []),
        CustomApiParts.Of("ci_Sum", new() { ["bindingtype"] = "0", ["isfunction"] = "1" }, [("A", 7), ("B?", 7), ("Words?", 10)], [("Sum", 7), ("Words", 10), ("Empty", 1)]),
    }.SelectMany(parts => parts).ToDictionary(part => part.Key, part => part.Value);

    static readonly Guid s_action = new("6b1b2f5e-6f6e-4f6e-9f0e-0000000000aa");

    Guid _account;

    protected override async Task Arrange()
    {
        await Host.Organization.ImportSolutionAsync(new TestSolution("Plays") { Parts = s_parts }.Zip(), default);
        await ApiPlugin.RegisterAsync(Host.Organization, "ci_StartPlay", StartPlay);
        await ApiPlugin.RegisterAsync(Host.Organization, "ci_Sum", Sum);
        _account = await Host.Create("accounts", new { name = "A" });
    }

    static void StartPlay(IServiceProvider services)
    {
        var context = TestStep.Context(services);
        if ((string)context.InputParameters["Play"] == "none") throw new InvalidPluginExecutionException("There is no play 'none'.");
        var target = (EntityReference)context.InputParameters["Target"];
        TestStep.Service(services).Update(new Entity(target.LogicalName, target.Id) { ["description"] = context.InputParameters["Play"] });
        context.OutputParameters["ActionId"] = s_action;
        context.OutputParameters["Started"] = true;
    }

    static void Sum(IServiceProvider services)
    {
        var context = TestStep.Context(services);
        context.OutputParameters["Sum"] = (int)context.InputParameters["A"] + (context.InputParameters.TryGetValue("B", out var b) ? (int)b : 0);
        context.OutputParameters["Words"] = context.InputParameters.TryGetValue("Words", out var words) ? words : null;
    }

    [Fact]
    public async Task A_bound_action_answers_with_its_properties_and_their_context()
    {
        var answer = await (await Host.Post($"accounts({_account})/Microsoft.Dynamics.CRM.ci_StartPlay", new { Play = "Call" })).Json();

        answer.Text("@odata.context").ShouldEndWith("$metadata#Microsoft.Dynamics.CRM.ci_StartPlayResponse");
        (Guid.Parse(answer.Text("ActionId")), answer["Started"]!.GetValue<bool>()).ShouldBe((s_action, true));
        (await Host.Json($"accounts({_account})?$select=description")).Text("description").ShouldBe("Call");
    }

    [Fact]
    public async Task An_action_without_an_answer_is_204() =>
        await Host.Post($"accounts({_account})/Microsoft.Dynamics.CRM.ci_Note", new { Amount = 12.5m }).ShouldBe(204);

    [Fact]
    public async Task A_function_takes_its_parameters_from_the_address_or_its_aliases()
    {
        (await Host.Json("ci_Sum(A=2,B=3,Words='it''s')"))["Sum"]!.GetValue<int>().ShouldBe(5);
        var answer = await Host.Json("ci_Sum(A=@a,Words=@w)?@a=40&@w='x y'");
        (answer["Sum"]!.GetValue<int>(), answer.Text("Words"), answer.ContainsKey("Empty"), answer["Empty"]).ShouldBe((40, "x y", true, null));
    }

    [Theory]
    [InlineData("""{"Play":5}""", 400, "0x80048d19")]
    [InlineData("""{"Play":"Call","Other":1}""", 400, "0x80048d19")]
    [InlineData("{}", 400, "0x80040203")]
    [InlineData("""{"Play":"none"}""", 400, "0x80040265")]
    public async Task What_does_not_fit_is_refused(string body, int status, string code) =>
        await Host.Post($"accounts({_account})/Microsoft.Dynamics.CRM.ci_StartPlay", body).ShouldFail(status, code);

    [Fact]
    public async Task The_method_has_to_be_the_one_of_its_kind()
    {
        await Host.Get($"accounts({_account})/Microsoft.Dynamics.CRM.ci_StartPlay").ShouldFail(405, "0x80060888");
        await Host.Post("ci_Sum(A=1)", new { }).ShouldFail(405, "0x80060888");
        await Host.Post($"contacts({_account})/Microsoft.Dynamics.CRM.ci_StartPlay", new { Play = "x" }).ShouldFail(501, "0x80040800");
    }

    [Fact]
    public async Task The_metadata_lists_them()
    {
        var csdl = await (await Host.Get("$metadata")).Content.ReadAsStringAsync();

        csdl.ShouldContain("<Action Name=\"ci_StartPlay\" IsBound=\"true\"");
        csdl.ShouldContain("<FunctionImport Name=\"ci_Sum\"");
        csdl.ShouldContain("<ComplexType Name=\"ci_StartPlayResponse\"");
    }
}
