using System.Text.Json.Nodes;

namespace CrmInsights.App.Tests;

/// <summary>
/// The queues of a Functions host in miniature: what functions answer is delivered to functions, wake-ups before stages, because the clock
/// of a test stands still while a stage waits for the workers.
/// </summary>
sealed class Pump(AppHarness app)
{
    const int MostMessages = 500;
    static readonly Dictionary<string, (string Function, string Binding)> s_triggers = new()
    {
        ["wakeups"] = ("ScoreAccounts", "wakeup"),
        ["stages"] = ("RunStage", "stage"),
    };

    readonly PriorityQueue<(string Output, string Message), (int, int)> _messages = new();
    int _posted;

    /// <summary>Calls that failed and are waiting to be delivered again.</summary>
    public int Failures { get; private set; }
    public int Delivered { get; private set; }

    /// <summary>Runs a timer function and everything that follows from it.</summary>
    public async Task<JsonObject> TimerAsync(string function)
    {
        var answer = await app.CallAsync(function, "timer", new JsonObject());
        Take(answer);
        await DrainAsync();
        return answer;
    }

    public async Task SendAsync(JsonNode events)
    {
        Take(await app.SendAsync(events));
        await DrainAsync();
    }

    public void Take(JsonObject answer)
    {
        foreach (var (output, messages) in answer["Outputs"]!.AsObject())
            if (s_triggers.ContainsKey(output))
                foreach (var message in messages!.AsArray()) Post(output, message!.GetValue<string>());
    }

    void Post(string output, string message) => _messages.Enqueue((output, message), (output == "wakeups" ? 0 : 1, _posted++));

    public async Task DrainAsync()
    {
        for (var count = 0; _messages.TryDequeue(out var next, out _); count++)
        {
            count.ShouldBeLessThan(MostMessages, "the functions keep posting messages");
            var (function, binding) = s_triggers[next.Output];
            var (status, answer) = await app.TryCallAsync(function, binding, AppHarness.QueueText(next.Message));
            Delivered++;
            if (status == 200) Take(answer);
            else
            {
                Failures++;
                Post(next.Output, next.Message);
            }
        }
    }
}
