using System.Text.Json.Nodes;

namespace CrmInsights.App.Tests.Instances;

/// <summary>
/// Instances of the app behind one set of queues. Messages that lie there together are handled at once by all instances; every wake-up is
/// delivered to each of them, as a queue that promises "at least once" may do.
/// </summary>
sealed class Cluster(IReadOnlyList<AppHarness> instances)
{
    const int MostRounds = 500;

    readonly Queue<string> _wakeUps = new();
    readonly Queue<string> _stages = new();
    int _next;

    public async Task TimerAsync(string function)
    {
        Take(await Next().CallAsync(function, "timer", new JsonObject()));
        await DrainAsync();
    }

    /// <summary>Sends every event to the next instance, all at once, then does what follows from them.</summary>
    public async Task SendAsync(IEnumerable<JsonNode> events)
    {
        foreach (var answer in await Task.WhenAll(events.Select(one => Next().SendAsync(one)).ToList())) Take(answer);
        await DrainAsync();
    }

    async Task DrainAsync()
    {
        for (var round = 0; _wakeUps.Count + _stages.Count > 0; round++)
        {
            round.ShouldBeLessThan(MostRounds, "the functions keep posting messages");
            // Wake-ups first, because the clock of a test stands still while a stage waits for the workers.
            var calls = _wakeUps.Count > 0
                ? Emptied(_wakeUps).SelectMany(message => instances.Select(app => app.CallAsync("ScoreAccounts", "wakeup", AppHarness.QueueText(message))))
                : [Next().CallAsync("RunStage", "stage", AppHarness.QueueText(_stages.Dequeue()))];
            foreach (var answer in await Task.WhenAll(calls.ToList())) Take(answer);
        }
    }

    void Take(JsonObject answer)
    {
        foreach (var (output, messages) in answer["Outputs"]!.AsObject())
        {
            var queue = output switch { "wakeups" => _wakeUps, "stages" => _stages, _ => null };
            foreach (var message in queue is null ? [] : messages!.AsArray()) queue!.Enqueue(message!.GetValue<string>());
        }
    }

    AppHarness Next() => instances[_next++ % instances.Count];

    static List<string> Emptied(Queue<string> queue)
    {
        var messages = queue.ToList();
        queue.Clear();
        return messages;
    }
}
