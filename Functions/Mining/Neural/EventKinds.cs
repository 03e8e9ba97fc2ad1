using CrmInsights.Mining.Data.Histories;

namespace CrmInsights.Mining.Neural;

/// <summary>Turns events of a file into what a recurrent network reads: items into kinds, dates into days.</summary>
/// <remarks>Kind 0 stands for all items that few customers had and for those nobody had, so that the network has seen it when a new item comes.</remarks>
public sealed class EventKinds
{
    readonly Dictionary<string, int> _kinds;

    /// <summary>Kinds of a model that was saved.</summary>
    /// <param name="names">Items of kind 1, 2, ..., each once.</param>
    public EventKinds(IReadOnlyList<string> names)
    {
        Names = names;
        _kinds = names.Index().ToDictionary(name => name.Item, name => name.Index + 1, StringComparer.Ordinal);
    }

    /// <summary>Items of kind 1, 2, ...: those of most customers first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of kinds, that of all other items counted.</summary>
    public int Count => Names.Count + 1;

    /// <summary>Takes the items that enough customers had.</summary>
    /// <param name="histories">Customers to learn from.</param>
    /// <param name="items">Names of the items.</param>
    /// <param name="leastCustomers">Fewest customers of an item that is a kind of its own.</param>
    public static EventKinds Of(IEnumerable<SeenHistory> histories, IReadOnlyList<string> items, int leastCustomers)
    {
        var customers = new int[items.Count];
        var last = new int[items.Count];
        foreach (var (number, history) in histories.Index())
        {
            foreach (var one in history.Events.Span)
            {
                if (last[one.Item] == number + 1) continue;
                last[one.Item] = number + 1;
                customers[one.Item]++;
            }
        }
        var kept = Enumerable.Range(0, items.Count).Where(item => customers[item] >= leastCustomers)
            .OrderByDescending(item => customers[item]).ThenBy(item => items[item], StringComparer.Ordinal).Take(GatedRecurrentOptions.MostKinds - 1);
        return new EventKinds([.. kept.Select(item => items[item])]);
    }

    /// <summary>Histories as the network reads them, with gaps and silences in days.</summary>
    /// <param name="histories">The customers.</param>
    /// <param name="log">The file they come from.</param>
    /// <param name="readAmounts">Whether to take the amounts.</param>
    public EventHistory[] Encode(IEnumerable<SeenHistory> histories, EventLog log, bool readAmounts)
    {
        var kinds = log.Items.Select(item => _kinds.GetValueOrDefault(item)).ToArray();
        return [.. histories.Select(history => Encode(history, kinds, readAmounts))];
    }

    static EventHistory Encode(SeenHistory history, int[] kinds, bool readAmounts)
    {
        var events = history.Events.Span;
        var (encoded, gaps, amounts) = (new int[events.Length], new float[events.Length], readAmounts ? new float[events.Length] : null);
        for (var at = 0; at < events.Length; at++)
        {
            encoded[at] = kinds[events[at].Item];
            if (at > 0) gaps[at] = (float)(events[at].Time - events[at - 1].Time).TotalDays;
            if (amounts is not null) amounts[at] = events[at].Amount;
        }
        var silence = (float)Math.Max(0, (history.Cutoff - events[^1].Time).TotalDays);
        return new EventHistory(encoded, gaps, silence) { Amounts = amounts };
    }
}
