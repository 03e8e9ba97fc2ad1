using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmInsights.App.Hosting;

namespace CrmInsights.App.Tests;

public sealed class FunctionEndpointsTests : IAsyncLifetime
{
    AppHarness _app = null!;

    public async Task InitializeAsync() => _app = await AppHarness.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Answers_the_hosts_ping() => (await _app.Http.GetAsync("/")).IsSuccessStatusCode.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Data":{}}""")]
    [InlineData("""{"Data":{"other":1}}""")]
    public async Task A_call_that_is_no_envelope_gets_400_and_a_well_formed_answer(string body)
    {
        using var response = await _app.Http.PostAsync("/ReceiveEvents", new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)response.StatusCode).ShouldBe(400);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject().Select(part => part.Key).ShouldBe(["Outputs", "Logs", "ReturnValue"]);
    }

    /// <summary>The three shapes in which hosts have delivered the same queue text.</summary>
    [Theory]
    [InlineData("""{"Data":{"wakeup":"\"{\\\"shard\\\":3}\""}}""")]
    [InlineData("""{"Data":{"wakeup":"{\"shard\":3}"}}""")]
    [InlineData("""{"Data":{"wakeup":{"shard":3}}}""")]
    public void Reads_queue_text_in_every_encoding(string envelope) =>
        Invocation.Of(JsonDocument.Parse(envelope).RootElement).Message("wakeup").GetProperty("shard").GetInt32().ShouldBe(3);

    [Theory]
    [InlineData("\"hello\"")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"[1]\"")]
    public void Refuses_a_message_that_is_no_object(string value) =>
        Should.Throw<InvalidDataException>(() => Invocation.Of(JsonDocument.Parse("""{"Data":{"wakeup":VALUE}}""".Replace("VALUE", value, StringComparison.Ordinal)).RootElement).Message("wakeup"));

    [Fact]
    public void Every_function_has_its_function_json_and_every_function_json_its_function()
    {
        var folder = Path.GetDirectoryName(typeof(IFunction).Assembly.Location)!;
        var described = Directory.GetFiles(folder, "function.json", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)));
        var classes = typeof(IFunction).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IFunction)) && type.IsClass).Select(type => type.Name);

        described.Order().ShouldBe(classes.Order());
    }
}
