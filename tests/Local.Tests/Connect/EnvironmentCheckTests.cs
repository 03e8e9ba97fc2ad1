using CrmInsights.Local.Connect;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.Connect;

/// <summary>Everything that `connect` explains, each brought about in an embedded Dataverse.</summary>
public sealed class EnvironmentCheckTests
{
    [Fact]
    public async Task All_is_well_where_an_admin_is_done()
    {
        await using var stage = await ConnectStage.ConnectedAsync();

        var findings = await stage.CheckAsync();

        findings.Select(finding => finding.Subject)
            .ShouldBe(["Sign-in", "Dynamics 365 Sales", "Solution", "Plug-in steps", "Change tracking", "Signing key", "Address of the app", "Function app", "User of the app"]);
        new ConnectReport(stage.Address, findings).AllWell.ShouldBeTrue(string.Join('\n', findings));
    }

    [Fact]
    public async Task Nobody_answers_at_a_wrong_address()
    {
        await using var stage = await ConnectStage.OpenAsync();
        using var nobody = new DeafPort();

        var findings = await stage.CheckAsync(options => options with { Url = nobody.Address });

        findings[0].State.ShouldBe(FindingState.Problem);
        findings[0].Found.ShouldContain("No answer from http://127.0.0.1");
        findings[0].Mend!.ShouldContain("--url");
        findings.Skip(1).ShouldAllBe(finding => finding.State == FindingState.NotChecked);
    }

    [Fact]
    public async Task A_refused_sign_in_is_told()
    {
        await using var stage = await ConnectStage.OpenAsync();

        var findings = await stage.CheckAsync(options => options with { BearerToken = ConnectStage.WrongToken });

        findings[0].Found.ShouldContain("refused the sign-in (401)");
        findings[0].Mend!.ShouldContain("Check tenant, client id and secret");
    }

    [Fact]
    public async Task An_environment_without_Sales_is_told_with_its_missing_tables()
    {
        await using var stage = await ConnectStage.OpenAsync(new EmbeddedOptions { WithSales = false });

        var problem = (await stage.CheckAsync()).Single(finding => finding.Subject == "Dynamics 365 Sales");

        problem.Found.ShouldBe("the environment has no table product, salesorder, salesorderdetail.");
        problem.Mend!.ShouldContain("Install Dynamics 365 Sales");
    }

    [Fact]
    public async Task A_missing_solution_leaves_the_rest_unchecked()
    {
        await using var stage = await ConnectStage.OpenAsync();

        var findings = await stage.CheckAsync();

        findings.Single(finding => finding.State == FindingState.Problem).Found.ShouldBe("CrmInsights is not installed.");
        findings.Where(finding => finding.State == FindingState.NotChecked).Select(finding => finding.Found).Distinct().ShouldBe(["the solution is not installed."]);
    }

    [Theory]
    [InlineData("0.9.0.0", "older than this program's", "Import CrmInsights_managed.zip")]
    [InlineData("99.0.0.0", "newer than this program's", "Use crminsights and the Function app of version 99.0.0.0")]
    public async Task Another_version_is_told(string version, string found, string mend)
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        var solution = (await stage.RowsAsync("solution")).Single(row => (string)row["uniquename"]! == "CrmInsights");
        await stage.SetAsync("solution", solution.Id, new() { ["version"] = version });

        var problem = await stage.ProblemAsync();

        problem.Found.ShouldContain($"CrmInsights {version} is {found}");
        problem.Mend!.ShouldContain(mend);
    }

    [Fact]
    public async Task A_disabled_step_is_named()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        var step = stage.Ours.Steps[3];
        await stage.SetAsync("sdkmessageprocessingstep", step.Id, new() { ["statecode"] = 1, ["statuscode"] = 2 });

        var problem = await stage.ProblemAsync();

        problem.Found.ShouldBe($"the step \"{step.Name}\" is disabled.");
        problem.Mend!.ShouldContain("Enable it");
    }

    [Fact]
    public async Task Change_tracking_that_is_off_is_told_with_its_table()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        stage.Dataverse.Tables["salesorder"].ChangeTracking = false;

        var problem = await stage.ProblemAsync();

        problem.Found.ShouldBe("off for salesorder.");
        problem.Mend!.ShouldContain("Track changes");
    }

    [Fact]
    public async Task A_missing_address_is_told()
    {
        await using var stage = await ConnectStage.OpenAsync();
        await stage.ImportAsync();
        await stage.GiveRoleAsync();
        await SetKey.RunAsync(stage.Target(), ConnectStage.Key, default);

        var findings = await stage.CheckAsync();

        findings.Single(finding => finding.State == FindingState.Problem).Found.ShouldBe("the environment variable ci_FunctionsUrl has no value.");
        findings.Single(finding => finding.Subject == "Function app").State.ShouldBe(FindingState.NotChecked);
    }

    [Theory]
    [InlineData("http://contoso.example", "it is not https")]
    [InlineData("https://contoso.example/api", "it has a path")]
    [InlineData("contoso", "it is no address")]
    public async Task An_address_that_cannot_work_is_told(string address, string found)
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        var value = (await stage.RowsAsync("environmentvariablevalue")).Single();
        await stage.SetAsync("environmentvariablevalue", value.Id, new() { ["value"] = address });

        var problem = (await stage.CheckAsync()).Single(finding => finding.State == FindingState.Problem);

        problem.Found.ShouldContain(found);
        problem.Mend!.ShouldContain("--set-url");
    }

    [Fact]
    public async Task An_app_that_does_not_answer_is_told()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        using var nobody = new DeafPort();
        await SetAddress.RunAsync(stage.Target(), nobody.Address, default);

        var problem = (await stage.CheckAsync()).Single(finding => finding.State == FindingState.Problem);

        problem.Subject.ShouldBe("Function app");
        problem.Found.ShouldContain("no answer from http://127.0.0.1");
    }

    [Fact]
    public async Task Another_program_at_the_address_is_told()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        stage.AppIsAnother = true;

        (await stage.CheckAsync()).Single(finding => finding.State == FindingState.Problem).Found.ShouldContain("not as CrmInsights does");
    }

    [Fact]
    public async Task What_the_app_says_it_lacks_is_passed_on()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        stage.Unwell = ["store: no answer within 10 s"];

        (await stage.ProblemAsync()).Found.ShouldContain("store: no answer within 10 s");
    }

    [Fact]
    public async Task An_app_of_another_environment_is_told()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        stage.AppOrganization = Guid.NewGuid();

        (await stage.ProblemAsync()).Found.ShouldContain($"it writes to the organisation {stage.AppOrganization}");
    }

    [Fact]
    public async Task An_app_with_another_key_is_told()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        stage.AppRefusesKey = true;

        var problem = await stage.ProblemAsync();

        problem.Found.ShouldContain("it refuses what the steps sign");
        problem.ToString().ShouldNotContain(ConnectStage.Key);
    }

    [Fact]
    public async Task Steps_without_a_key_are_named()
    {
        await using var stage = await ConnectStage.OpenAsync();
        await stage.ImportAsync();
        await stage.GiveRoleAsync();
        await SetAddress.RunAsync(stage.Target(), stage.Address, default);

        var problems = (await stage.CheckAsync()).Where(finding => finding.State == FindingState.Problem).ToList();

        problems.Select(problem => problem.Found).ShouldBe(stage.Ours.Steps.Where(step => step.Signs).Select(step => $"the step \"{step.Name}\" has none."));
        problems.Count.ShouldBeGreaterThanOrEqualTo(12);
        problems.ShouldAllBe(problem => problem.Mend!.Contains("--set-key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("short", "has 5 characters; expected at least 32")]
    [InlineData("another signing key, thirty-two or more", "the steps have 2 different ones")]
    public async Task A_key_that_cannot_work_is_told_but_not_shown(string key, string found)
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        var secret = (await stage.RowsAsync("sdkmessageprocessingstepsecureconfig"))[0];
        await stage.SetAsync("sdkmessageprocessingstepsecureconfig", secret.Id, new() { ["secureconfig"] = key });

        var problem = await stage.ProblemAsync();

        problem.Found.ShouldContain(found);
        problem.ToString().ShouldNotContain(key);
    }

    [Fact]
    public async Task A_user_without_the_role_is_told()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        var service = new Lookup("systemuser", stage.Dataverse.Facts.ServiceUserId);
        foreach (var link in (await stage.RowsAsync("systemuserroles")).Where(link => service.Equals(link["systemuserid"]))) await stage.DeleteAsync("systemuserroles", link.Id);

        var problem = await stage.ProblemAsync();

        problem.Found.ShouldContain($"has none of the {stage.Ours.Privileges.Count} privileges of the role \"CrmInsights Service\"");
        problem.Mend.ShouldBe("Give it the role \"CrmInsights Service\".");
    }

    [Fact]
    public async Task A_privilege_that_is_missing_or_too_narrow_is_named()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        var role = (await stage.RowsAsync("role")).Single(row => (string)row["name"]! == "CrmInsights Service");
        var less = ((string)role["privileges"]!).Replace("prvWriteAccount Global\n", "", StringComparison.Ordinal).Replace("prvReadContact Global", "prvReadContact Local", StringComparison.Ordinal);
        await stage.SetAsync("role", role.Id, new() { ["privileges"] = less });

        (await stage.ProblemAsync()).Found.ShouldContain("lacks prvReadContact (Local instead of Global), prvWriteAccount.");
    }

    [Fact]
    public async Task A_client_id_that_no_user_has_is_told()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        stage.AppId = Guid.NewGuid();

        (await stage.ProblemAsync()).Found.ShouldBe($"no application user has the client id {stage.AppId}.");
    }

    [Fact]
    public async Task The_user_of_a_client_id_is_found()
    {
        await using var stage = await ConnectStage.ConnectedAsync();
        stage.AppId = (Guid)(await stage.RowsAsync("systemuser")).Single(user => user.Id == stage.Dataverse.Facts.ServiceUserId)["applicationid"]!;

        (await stage.CheckAsync())[^1].State.ShouldBe(FindingState.Ok);
    }
}
