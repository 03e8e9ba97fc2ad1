using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Import;
using CrmInsights.Local.Tests.Embedded.Import;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Tests.Embedded.Steps;

/// <summary>Microsoft, "Create and use custom APIs" and "Event framework": the API's plug-in is the main operation, stage 30; steps run around it.</summary>
public sealed class CustomApiTests
{
    const string Name = "ci_Mix";

    static readonly (string Name, int Type)[] s_every =
    [
        ("ABoolean?", 0), ("ADateTime?", 1), ("ADecimal?", 2), ("ARow?", 3), ("Rows?", 4), ("AReference?", 5), ("AFloat?", 6), ("AnInteger?", 7), ("AMoney?", 8), ("AChoice?", 9), ("AText?", 10),
        ("Texts?", 11), ("AGuid?", 12),
    ];

    [Fact]
    public async Task Every_type_of_value_reaches_the_plugin_and_comes_back()
    {
        await using var organization = await OpenAsync(s_every, [.. s_every.Select(parameter => (parameter.Name.TrimEnd('?') + "Out", parameter.Type))]);
        var account = await organization.CreateAsync("account", new() { ["name"] = "A" });
        var seen = new Dictionary<string, Type>();
        await ApiPlugin.RegisterAsync(organization.Dataverse, Name, services =>
        {
            var context = TestStep.Context(services);
            foreach (var (name, value) in context.InputParameters)
            {
                if (name != "Target") context.OutputParameters[name + "Out"] = value;
                seen[name] = value.GetType();
            }
        });
        var given = new Dictionary<string, object?>
        {
            ["ABoolean"] = true,
            ["ADateTime"] = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            ["ADecimal"] = 1.5m,
            ["AReference"] = new Lookup("account", account),
            ["AFloat"] = 0.1,
            ["AnInteger"] = 7,
            ["AMoney"] = 9.99m,
            ["AChoice"] = 3,
            ["AText"] = "x",
            ["Texts"] = new[] { "a", "b" },
            ["AGuid"] = account,
            ["ARow"] = new TableRow("account", account) { ["name"] = "B" },
            ["Rows"] = new List<TableRow> { new("account", account) { ["revenue"] = 5m } },
        };

        var answer = await CallAsync(organization, new Lookup("account", account), given);

        foreach (var (name, value) in given.Where(pair => pair.Key is not ("ARow" or "Rows"))) answer[name + "Out"].ShouldBe(value);
        ((TableRow)answer["ARowOut"]!)["name"].ShouldBe("B");
        ((IReadOnlyList<TableRow>)answer["RowsOut"]!)[0]["revenue"].ShouldBe(5m);
        (seen["AMoney"], seen["AChoice"], seen["AReference"], seen["ARow"], seen["Rows"]).ShouldBe(
            (typeof(Money), typeof(OptionSetValue), typeof(EntityReference), typeof(Entity), typeof(EntityCollection)));
    }

    [Fact]
    public async Task Steps_run_before_and_after_the_main_operation_and_asynchronous_ones_as_jobs_with_what_it_answered()
    {
        await using var organization = await OpenAsync([("AText", 10)], [("Answer", 10)], stepType: 2);
        var order = new List<string>();
        var job = new TaskCompletionSource<(object In, object Out, string Table)>();
        await ApiPlugin.RegisterAsync(organization.Dataverse, Name, services =>
        {
            order.Add("main " + TestStep.Context(services).Stage);
            TestStep.Context(services).OutputParameters["Answer"] = "done";
        });
        await new TestStep(Name, "account") { Stage = 20 }.RegisterAsync(organization, (services, _) => order.Add("before " + TestStep.Context(services).InputParameters["AText"]));
        await new TestStep(Name, "account") { Stage = 40 }.RegisterAsync(organization, (services, _) => order.Add("after " + TestStep.Context(services).OutputParameters["Answer"]));
        await new TestStep(Name, "account") { IsAsync = true }.RegisterAsync(organization, (services, _) =>
        {
            var context = TestStep.Context(services);
            job.SetResult((context.InputParameters["AText"], context.OutputParameters["Answer"], context.PrimaryEntityName));
        });
        organization.Dataverse.StartJobs();

        var account = await organization.CreateAsync("account", new() { ["name"] = "A" });
        await CallAsync(organization, new Lookup("account", account), new() { ["AText"] = "x" });

        order.ShouldBe(["before x", "main 30", "after done"]);
        (await job.Task.WaitAsync(TimeSpan.FromMinutes(2))).ShouldBe(("x", "done", "account"));
    }

    [Fact]
    public async Task A_plugin_calls_it_through_Execute()
    {
        await using var organization = await OpenAsync([("AMoney", 8)], [("Twice", 8)]);
        await ApiPlugin.RegisterAsync(organization.Dataverse, Name, services =>
        {
            var context = TestStep.Context(services);
            context.OutputParameters["Twice"] = new Money(2 * ((Money)context.InputParameters["AMoney"]).Value);
        });
        Money? answer = null;
        var depth = 0;
        await new TestStep("Create", "account").RegisterAsync(organization, (services, _) =>
        {
            depth = TestStep.Context(services).Depth;
            var request = new OrganizationRequest(Name) { ["Target"] = new EntityReference("account", TestStep.Context(services).PrimaryEntityId), ["AMoney"] = new Money(21) };
            answer = (Money)TestStep.Service(services).Execute(request)["Twice"];
        });

        await organization.CreateAsync("account", new() { ["name"] = "A" });

        (answer!.Value, depth).ShouldBe((42m, 1));
    }

    public static TheoryData<Dictionary<string, object?>, string> Wrong() => new()
    {
        { new(), "Required field 'AText' is missing" },
        { new() { ["AText"] = 5 }, "is of type String" },
        { new() { ["AText"] = "x", ["Other"] = "y" }, "no parameter 'Other'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Parameters_are_held_to_their_declaration(Dictionary<string, object?> parameters, string expected)
    {
        await using var organization = await OpenAsync([("AText", 10)], []);

        var fault = await Should.ThrowAsync<OrganizationFaultException>(() => CallAsync(organization, new Lookup("account", Guid.NewGuid()), parameters));

        (fault.Code, fault.Message.Contains(expected, StringComparison.Ordinal)).ShouldBe((FaultCode.InvalidArgument, true), fault.Message);
    }

    [Fact]
    public async Task An_answer_of_another_type_than_declared_ends_the_call()
    {
        await using var organization = await OpenAsync([], [("Answer", 7)]);
        await ApiPlugin.RegisterAsync(organization.Dataverse, Name, services => TestStep.Context(services).OutputParameters["Answer"] = "seven");

        (await Should.ThrowAsync<OrganizationFaultException>(() => CallAsync(organization, new Lookup("account", Guid.NewGuid()), []))).Message.ShouldContain("'Answer'");
    }

    [Fact]
    public async Task A_synchronous_step_on_an_api_that_allows_asynchronous_ones_only_is_refused()
    {
        await using var organization = await TestOrganization.OpenAsync();
        const string Step =
            """
            <SdkMessageProcessingSteps><SdkMessageProcessingStep Name="s" SdkMessageProcessingStepId="{6b1b2f5e-6f6e-4f6e-9f0e-000000000009}"><SdkMessageName>ci_StartPlay</SdkMessageName>
            <PluginTypeId>{6b1b2f5e-6f6e-4f6e-9f0e-00000000000a}</PluginTypeId><PrimaryEntity>account</PrimaryEntity><Mode>0</Mode><Stage>40</Stage></SdkMessageProcessingStep></SdkMessageProcessingSteps>
            """;

        (await Should.ThrowAsync<SolutionImportException>(() => organization.Dataverse.ImportSolutionAsync(new TestSolution("Plays") { Parts = CustomApiParts.StartPlay, Sections = Step }.Zip(), default)))
            .Message.ShouldContain("asynchronous steps only");
    }

    static async Task<TestOrganization> OpenAsync((string Name, int Type)[] request, (string Name, int Type)[] response, int stepType = 1)
    {
        var organization = await TestOrganization.OpenAsync();
        var settings = new Dictionary<string, string> { ["bindingtype"] = "1", ["boundentitylogicalname"] = "account", ["allowedcustomprocessingsteptype"] = stepType.ToString(null, null) };
        await organization.Dataverse.ImportSolutionAsync(new TestSolution("Apis") { Parts = CustomApiParts.Of(Name, settings, request, response) }.Zip(), default);
        return organization;
    }

    static Task<IReadOnlyDictionary<string, object?>> CallAsync(TestOrganization organization, Lookup? target, Dictionary<string, object?> parameters) =>
        organization.WriteAsync(session => session.Execute(new MessageCall(Name, target, parameters)));
}
