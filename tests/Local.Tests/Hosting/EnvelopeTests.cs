using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmInsights.Local.Hosting.Calls;
using CrmInsights.Local.Hosting.Queues;

namespace CrmInsights.Local.Tests.Hosting;

/// <summary>Envelopes against payloads captured from the real host: ballerina-platform/module-ballerinax-azure.functions, ballerina-tests/tests/resources.</summary>
public sealed partial class EnvelopeTests
{
    static readonly QueueMessage s_message = new(new Guid("a0004923-f050-417a-9742-6d7c7b984134"), "", "AgAAAAMAAAAAAAAA8d5gQex+2AE=", 1)
    {
        InsertedOn = new(2022, 6, 13, 6, 0, 6, TimeSpan.Zero),
        ExpiresOn = new(2022, 6, 20, 6, 0, 6, TimeSpan.Zero),
        NextVisibleOn = new(2022, 6, 13, 6, 10, 18, TimeSpan.Zero),
    };

    static readonly DateTimeOffset s_now = new DateTimeOffset(2022, 6, 13, 6, 0, 18, TimeSpan.Zero).AddTicks(1974545);

    [Fact]
    public void A_queue_text_is_sent_byte_for_byte_as_captured()
    {
        const string Captured = """
            {"Data":{"inMsg":"\"aaaaa\""},"Metadata":{"DequeueCount":"1","ExpirationTime":"2022-06-20T06:00:06+00:00",
            "Id":"\"a0004923-f050-417a-9742-6d7c7b984134\"","InsertionTime":"2022-06-13T06:00:06+00:00",
            "NextVisibleTime":"2022-06-13T06:10:18+00:00","PopReceipt":"\"AgAAAAMAAAAAAAAA8d5gQex+2AE=\"",
            "sys":{"MethodName":"queue","UtcNow":"2022-06-13T06:00:18.1974545Z","RandGuid":"d9ba2785-ee1a-4260-a83b-f57cb54b969e"}}}
            """;

        var sent = new Envelope("queue", s_now).ForQueue("inMsg", "aaaaa", s_message);

        WithoutRandom(sent).ShouldBe(WithoutRandom(Captured));
    }

    [Fact]
    public void A_timer_without_status_is_sent_byte_for_byte_as_captured()
    {
        const string Captured = """
            {"Data":{"inMsg":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}},
            "Metadata":{"sys":{"MethodName":"timer","UtcNow":"2022-07-05T11:40:07.4850616Z","RandGuid":"9cd4c06c-0000-0000-0000-000000000000"}}}
            """;
        var now = new DateTimeOffset(2022, 7, 5, 11, 40, 7, TimeSpan.Zero).AddTicks(4850616);

        var sent = new Envelope("timer", now).ForTimer("inMsg", null, isPastDue: false);

        WithoutRandom(sent).ShouldBe(WithoutRandom(Captured));
    }

    [Fact]
    public void A_JSON_object_on_the_queue_is_encoded_twice()
    {
        var sent = JsonNode.Parse(new Envelope("queue", s_now).ForQueue("inMsg", """{"shard":3}""", s_message))!;

        var once = sent["Data"]!["inMsg"]!.GetValue<string>();
        JsonNode.Parse(once)!.GetValue<string>().ShouldBe("""{"shard":3}""");
    }

    [Fact]
    public void Properties_of_a_JSON_object_on_the_queue_replace_metadata_of_the_same_name()
    {
        var text = """{"id":"mine","dequeueCount":9,"list":[1],"inner":{"a":1}}""";

        var metadata = JsonNode.Parse(new Envelope("queue", s_now).ForQueue("inMsg", text, s_message))!["Metadata"]!.AsObject();

        metadata["Id"]!.GetValue<string>().ShouldBe("\"mine\"");
        metadata["DequeueCount"]!.GetValue<string>().ShouldBe("\"9\"");
        metadata["inner"]!["a"]!.GetValue<int>().ShouldBe(1);
        metadata.ContainsKey("list").ShouldBeFalse();
    }

    // The captured text is broken into lines here to be read; the host sends one.
    static string WithoutRandom(string envelope) => RandGuid().Replace(envelope.ReplaceLineEndings(""), "RandGuid\":\"\"");

    [GeneratedRegex("RandGuid\":\"[0-9a-f-]{36}\"")]
    private static partial Regex RandGuid();
}
