namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 6: any and all over collection-valued navigation properties.</summary>
public sealed class LambdaTests : WebApiTest
{
    [Fact]
    public async Task Lambdas_follow_collections()
    {
        var parent = await Host.Create("accounts", new { name = "Parent" });
        await Host.Create("accounts", new Dictionary<string, object> { ["name"] = "Child", ["numberofemployees"] = 5, ["parentaccountid@odata.bind"] = $"/accounts({parent})" });
        (await Host.Rows("accounts?$filter=account_parent_account/any(c:c/numberofemployees lt 6)")).Texts("name").ShouldBe(["Parent"]);
        (await Host.Rows("accounts?$filter=account_parent_account/any(c:c/numberofemployees gt 6)")).ShouldBeEmpty();
        (await Host.Rows("accounts?$filter=account_parent_account/any() and account_parent_account/all(c:c/name eq 'child')")).Texts("name").ShouldBe(["Parent"]);
        (await Host.Rows($"accounts?$filter=_parentaccountid_value eq {parent}")).Texts("name").ShouldBe(["Child"]);
    }

    [Theory]
    [InlineData("account_parent_account/any(c:c/name eq name)")]
    [InlineData("parentaccountid/account_parent_account/any(c:c/name eq 'x')")]
    public Task A_lambda_that_the_database_cannot_follow_is_refused_by_name(string filter) =>
        Host.Get("accounts?$filter=" + filter).ShouldFail(501, "0x80040800");
}
