namespace CrmInsights.Mining.Data.Histories;

/// <summary>Events joined with labels and cut at the time of each label, so that nothing of what came later is seen.</summary>
public sealed class SeenHistories
{
    SeenHistories(IReadOnlyList<SeenHistory> histories) => All = histories;

    /// <summary>Oldest cutoff first, of one cutoff the customer whose first event is oldest first, then by name.</summary>
    public IReadOnlyList<SeenHistory> All { get; }

    /// <summary>Events after the cutoff of their customer, which were left out.</summary>
    public int EventsAfterCutoff { get; private init; }

    /// <summary>Customers all of whose events come after their cutoff, who were left out.</summary>
    public int CustomersWithoutEvents { get; private init; }

    /// <summary>Customers with events whom the labels do not name, who were left out.</summary>
    public int CustomersWithoutLabel { get; private init; }

    /// <summary>Joins events and labels by customer.</summary>
    /// <param name="log">The events.</param>
    /// <param name="labels">The customers to take; null takes all.</param>
    /// <param name="cutoff">Cutoff of customers for whom <paramref name="labels"/> has none; null takes the last event of the log.</param>
    /// <exception cref="InvalidDataException">A label is of a customer without any event; names the line.</exception>
    public static SeenHistories Join(EventLog log, CustomerLabels? labels, DateTime? cutoff)
    {
        var (end, seen, cut, later) = (cutoff ?? log.End, new List<SeenHistory>(), 0, 0);
        var numbers = log.Customers.Index().ToDictionary(customer => customer.Item, customer => customer.Index, StringComparer.Ordinal);
        foreach (var label in labels?.All ?? log.Customers.Select(customer => new CustomerLabel(customer, null, null, 0)))
        {
            if (!numbers.TryGetValue(label.Customer, out var customer))
                throw new InvalidDataException($"line {label.Line}: the customer \"{label.Customer}\" has a label but no event; leave it out, or check that both files name customers alike.");
            var (all, until) = (log.EventsOf(customer), label.Cutoff ?? end);
            var count = CountUpTo(all.Span, until);
            cut += all.Length - count;
            if (count == 0) later++;
            else seen.Add(new SeenHistory(label.Customer, all[..count], until, labels is null ? null : label));
        }
        return new SeenHistories([.. seen.OrderBy(one => one.Cutoff).ThenBy(one => one.Events.Span[0].Time).ThenBy(one => one.Customer, StringComparer.Ordinal)])
        {
            EventsAfterCutoff = cut,
            CustomersWithoutEvents = later,
            CustomersWithoutLabel = labels is null ? 0 : log.Customers.Count - labels.All.Count,
        };
    }

    static int CountUpTo(ReadOnlySpan<CustomerEvent> events, DateTime cutoff)
    {
        var open = cutoff.TimeOfDay == TimeSpan.Zero ? cutoff.AddDays(1) : cutoff.AddTicks(1);
        var count = events.Length;
        while (count > 0 && events[count - 1].Time >= open) count--;
        return count;
    }
}
