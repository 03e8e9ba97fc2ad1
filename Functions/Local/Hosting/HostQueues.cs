using CrmInsights.Local.Hosting.Queues;

namespace CrmInsights.Local.Hosting;

/// <summary>The host's queues, for those who look at them or put something on them by hand.</summary>
sealed class HostQueues(QueueFile file, bool base64)
{
    /// <summary>Messages on a queue, hidden ones included.</summary>
    public long Count(string queue) => file.Count(queue);

    /// <summary>Puts a text, encoded as the function app expects it.</summary>
    public void Put(string queue, string text) => file.PutAll(queue, [QueueText.ToWire(System.Text.Encoding.UTF8.GetBytes(text), base64)]);
}
