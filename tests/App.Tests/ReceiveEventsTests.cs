using System.Globalization;
using System.Text.Json.Nodes;
using CrmInsights.Dataverse;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Tests;

public sealed class ReceiveEventsTests : IAsyncLifetime
{
    AppHarness _app = null!;

    public async Task InitializeAsync() => _app = await AppHarness.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    static int Status(JsonObject answer) => int.Parse(answer["Outputs"]!["res"]!["statusCode"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    static string Body(JsonObject answer) => answer["Outputs"]!["res"]!["body"]!.GetValue<string>();

    [Fact]
    public async Task An_accepted_event_is_stored_and_wakes_its_shard_once()
    {
        await _app.Store.Runs.SetAsync("churn:trained", "true", default);
        var first = await _app.SendAsync(Sample.OrderChanged());
        var again = await _app.SendAsync(Sample.OrderChanged());

        Status(first).ShouldBe(202);
        Status(again).ShouldBe(202);
        var shard = _app.Store.ShardOf(new CustomerKey("account", Sample.Account));
        first["Outputs"]!["wakeups"]!.AsArray().Select(text => text!.GetValue<string>()).ShouldBe([$$"""{"shard":{{shard}}}"""]);
        (await _app.Store.Customers.ReadAsync([new CustomerKey("account", Sample.Account)], default)).Single().Orders.Count.ShouldBe(1);
        Body(again).ShouldBe("""{"accepted":0,"repeated":1}""");
    }

    [Fact]
    public async Task Before_the_first_training_an_event_is_stored_and_wakes_nobody()
    {
        var answer = await _app.SendAsync(Sample.OrderChanged());

        Status(answer).ShouldBe(202);
        (answer["Outputs"]!["wakeups"]?.AsArray().Count ?? 0).ShouldBe(0);
        (await _app.Store.Dirty.WaitingAsync(default)).Values.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task The_answer_always_has_the_three_parts_the_host_needs()
    {
        var answer = await _app.SendAsync(Sample.OrderChanged());

        answer.Select(part => part.Key).ShouldBe(["Outputs", "Logs", "ReturnValue"]);
    }

    [Fact]
    public async Task What_was_accepted_survives_a_restart()
    {
        await _app.SendAsync(new JsonArray(Sample.AccountChanged(), Sample.OrderChanged(), Sample.LineChanged()));

        await _app.RestartAsync();

        (await _app.Store.Customers.CountAsync(default)).Revenue.ShouldBe(100m);
        (await _app.Store.Dirty.WaitingAsync(default)).Values.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_signature_gets_401() => await RefusedAsync(401, "signature", request => request["Headers"]!["x-ci-signature"] = $"t={_app.Clock.GetUtcNow().ToUnixTimeSeconds()},v1={new string('0', 64)}");

    [Fact]
    public async Task No_signature_gets_401() => await RefusedAsync(401, "missing", request => request["Headers"]!.AsObject().Remove("x-ci-signature"));

    [Fact]
    public async Task An_old_signature_gets_401()
    {
        var request = await RefusedAsync(401, "5 minutes", _ => _app.Clock.Advance(TimeSpan.FromMinutes(6)));
        request.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_changed_body_gets_401() => await RefusedAsync(401, "signature", request => request["Body"] = request["Body"]!.GetValue<string>() + " ");

    [Fact]
    public async Task No_body_gets_411() => await RefusedAsync(411, "no body", request => request.Remove("Body"));

    [Fact]
    public async Task A_compressed_body_gets_415() => await RefusedAsync(415, "gzip", request => request["Headers"]!["Content-Encoding"] = new JsonArray("gzip"));

    [Fact]
    public async Task Another_content_type_gets_415() => await RefusedAsync(415, "text/plain", request => request["Headers"]!["Content-Type"] = new JsonArray("text/plain"));

    [Fact]
    public async Task More_than_a_mebibyte_gets_413() => await RefusedAsync(413, "1048576", request => request["Body"] = new string('x', (1024 * 1024) + 1));

    [Fact]
    public async Task Another_environment_gets_403()
    {
        _app.Dataverse.OrganizationId = Guid.NewGuid();

        Status(await _app.SendAsync(Sample.OrderChanged())).ShouldBe(403);
    }

    [Fact]
    public async Task A_malformed_event_gets_400_and_nothing_of_its_batch_is_kept()
    {
        var bad = Sample.OrderChanged();
        bad["data"]!["stateCode"] = 77;

        var answer = await _app.SendAsync(new JsonArray(Sample.AccountChanged(), bad));

        Status(answer).ShouldBe(400);
        Body(answer).ShouldContain("[1].data.stateCode is 77");
        (await _app.Store.Customers.CountAsync(default)).Customers.ShouldBe(0);
    }

    [Fact]
    public async Task An_unreachable_Dataverse_asks_the_sender_to_try_again_until_the_environment_is_known()
    {
        _app.Dataverse.OnCall = _ => throw new DataverseException("down");
        Status(await _app.SendAsync(Sample.OrderChanged())).ShouldBe(503);

        _app.Dataverse.OnCall = _ => { };
        Status(await _app.SendAsync(Sample.OrderChanged())).ShouldBe(202);

        _app.Dataverse.OnCall = _ => throw new DataverseException("down");
        await _app.RestartAsync();
        Status(await _app.SendAsync(Sample.OrderChanged(9))).ShouldBe(202);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_body() =>
        Status(await _app.SendAsync(Sample.OrderChanged(), request => request["Body"] = "\uFEFF" + request["Body"]!.GetValue<string>())).ShouldBe(202);

    async Task<JsonObject> RefusedAsync(int status, string words, Action<JsonObject> change)
    {
        var answer = await _app.SendAsync(Sample.OrderChanged(), change);

        Status(answer).ShouldBe(status);
        Body(answer).ShouldContain(words);
        (await _app.Store.Customers.CountAsync(default)).Orders.ShouldBe(0);
        return answer;
    }
}
