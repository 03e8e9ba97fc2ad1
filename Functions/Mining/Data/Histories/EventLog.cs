namespace CrmInsights.Mining.Data.Histories;

/// <summary>Events of a file, sorted by customer and time. Events of one moment stay in the order of the file.</summary>
public sealed class EventLog
{
    readonly CustomerEvent[][] _events;

    internal EventLog(IReadOnlyList<string> customers, IReadOnlyList<string> items, CustomerEvent[][] events) => (Customers, Items, _events) = (customers, items, events);

    /// <summary>The customers in order of appearance.</summary>
    public IReadOnlyList<string> Customers { get; }

    /// <summary>The items in order of appearance; one without a name where the file has no items.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>Whether the events have amounts.</summary>
    public bool HasAmounts { get; internal init; }

    /// <summary>Number of events.</summary>
    public int Count { get; internal init; }

    /// <summary>When the last event was.</summary>
    public DateTime End => _events.Max(events => events[^1].Time);

    /// <summary>Labels and cutoffs that the file gave beside the events; null where it gave none.</summary>
    public CustomerLabels? Labels { get; internal init; }

    /// <summary>Events of a customer, oldest first; never empty.</summary>
    public ReadOnlyMemory<CustomerEvent> EventsOf(int customer) => _events[customer];
}
