using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class CapturePluginTests : StepTest
{
    static readonly ForwardAccount s_plugin = new(null, Samples.Key);

    readonly Entity _account = Samples.Account(Guid.NewGuid());

    [Fact]
    public void An_event_is_posted_to_the_door_of_the_app_as_one_structured_event()
    {
        Run(s_plugin, "account", _account);

        App.Only.Line.ShouldBe("POST /api/events");
        App.Only.Headers["Content-Type"].ShouldBe("application/cloudevents+json; charset=utf-8");
        App.Only.Headers["Connection"].ShouldBe("close", StringCompareShould.IgnoreCase);
        App.Only.Headers.Keys.ShouldNotContain("Expect");
    }

    [Fact]
    public void The_body_is_signed_with_the_secure_configuration()
    {
        Run(s_plugin, "account", _account);

        App.Only.ShouldBeSignedWith(Samples.Key);
    }

    /// <summary>CloudEvents 1.0: sections 3.1 (required attributes), 3.2 (extensions), and section 3 of its JSON format.</summary>
    [Fact]
    public void The_envelope_keeps_the_rules_of_CloudEvents()
    {
        Run(s_plugin, "account", _account);

        var attributes = App.Only.Event.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value);
        attributes.Keys.ShouldAllBe(name => Regex.IsMatch(name, "^[a-z0-9]{1,20}$"));
        attributes.Where(attribute => attribute.Key != "data").ShouldAllBe(attribute => attribute.Value.ValueKind == JsonValueKind.String);
        attributes["specversion"].GetString().ShouldBe("1.0");
        attributes["id"].GetGuid().ShouldBe(Context.OperationId);
        attributes["source"].GetString().ShouldBe($"/dataverse/{Context.OrganizationId}");
        attributes["subject"].GetString().ShouldBe($"account/{_account.Id}");
        attributes["time"].GetString().ShouldBe("2026-03-04T05:06:07.089Z");
        attributes["version"].GetString().ShouldBe("9000000001", "an Integer of CloudEvents ends at 2147483647");
        attributes["data"].ValueKind.ShouldBe(JsonValueKind.Object);
        App.Only.Body[0].ShouldBe((byte)'{', "no byte order mark");
    }

    [Fact]
    public void Nothing_that_names_a_person_is_read_or_sent()
    {
        Run(s_plugin, "account", _account);

        Encoding.UTF8.GetString(App.Only.Body).ShouldNotContain("secret", Case.Insensitive);
        Step.Rows.Reads.ShouldAllBe(read => !Regex.IsMatch(read, "name[,$]|email|description|phone"));
    }

    [Fact]
    public void Rows_are_read_as_SYSTEM()
    {
        Run(s_plugin, "account", _account);

        Step.Users.ShouldBe([null]);
    }

    [Fact]
    public void A_second_run_of_the_same_job_sends_the_same_event()
    {
        Run(s_plugin, "account", _account);
        Run(s_plugin, "account", _account);

        App.Requests.Count.ShouldBe(2);
        App.Requests.Select(request => Encoding.UTF8.GetString(request.Body)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_state_sent_is_the_one_at_the_time_of_the_step()
    {
        Context.InputParameters["Target"] = new Entity("account", _account.Id) { ["numberofemployees"] = 1 };

        Run(s_plugin, "account", _account);

        App.Only.Data.GetProperty("employees").GetInt32().ShouldBe(250);
    }

    [Fact]
    public void A_row_that_is_gone_meanwhile_sends_nothing()
    {
        Run(s_plugin, "account", row: null);

        App.Requests.ShouldBeEmpty();
        Step.Trace.Lines.ShouldHaveSingleItem().ShouldContain(Context.PrimaryEntityId.ToString());
    }

    [Fact]
    public void A_synchronous_step_is_refused_before_anything_is_read()
    {
        Context.Mode = 0;

        var refusal = Refusal(s_plugin, "account", _account);

        refusal.Message.ShouldContain("synchronous");
        refusal.Message.ShouldContain("ForwardAccount");
        Step.Rows.Reads.ShouldBeEmpty();
        App.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData("", "is empty")]
    [InlineData("0123456789012345678901234567890", "has 31 characters")]
    public void A_missing_or_short_key_tells_the_administrator_what_to_do(string? key, string found)
    {
        var refusal = Refusal(new ForwardAccount(null, key), "account", _account);

        refusal.Status.ShouldBe(OperationStatus.Failed);
        refusal.Message.ShouldContain(found);
        refusal.Message.ShouldContain("crminsights connect --set-key");
        if (key is { Length: > 0 }) refusal.Message.ShouldNotContain(key);
    }

    [Fact]
    public void A_lasting_outage_costs_three_calls_and_then_none()
    {
        App.Status = 503;

        var statuses = Enumerable.Range(0, 5).Select(_ => Refusal(s_plugin, "account", _account).Status).ToList();

        statuses.ShouldAllBe(status => status == OperationStatus.Retry);
        App.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public void The_trace_holds_the_answer_and_no_secret()
    {
        Run(s_plugin, "account", _account);

        Step.Trace.Lines.ShouldHaveSingleItem().ShouldContain("status 202");
        Step.Trace.Lines[0].ShouldNotContain(Samples.Key);
    }
}
