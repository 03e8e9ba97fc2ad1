namespace CrmInsights.Local.Hosting.Queues;

/// <summary>A message taken from a queue.</summary>
/// <param name="Id">Names the message for as long as it lives.</param>
/// <param name="Wire">The text as it lies on the queue: base64 where the host is set so.</param>
/// <param name="PopReceipt">Names this taking of it.</param>
/// <param name="DequeueCount">How often it was taken, this time included.</param>
sealed record QueueMessage(Guid Id, string Wire, string PopReceipt, int DequeueCount)
{
    public required DateTimeOffset InsertedOn { get; init; }
    public required DateTimeOffset ExpiresOn { get; init; }
    public required DateTimeOffset NextVisibleOn { get; init; }
}
