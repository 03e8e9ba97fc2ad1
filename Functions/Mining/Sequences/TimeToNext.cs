using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>How long it takes until the next element, by the items of the present one.</summary>
/// <remarks>Weibull (1951); open waits count as "at least this long" (Cohen 1965).</remarks>
public static class TimeToNext
{
    /// <summary>Fits a curve to the waits after each item and one to all waits.</summary>
    /// <exception cref="ArgumentException">The sequences have no times, end after the watch, or hold no finished wait.</exception>
    public static TimeToNextModel Fit(SequenceDatabase sequences, TimeToNextOptions options, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinEvents, 2);
        var all = Waits(sequences, options.WatchedUntil, item: null);
        if (!all.Observed.Contains(true)) throw new ArgumentException($"None of the {all.Observed.Length} waits ended; a curve needs at least one that did.");

        var byItem = GroupByItem(sequences, options.WatchedUntil);
        var curves = new SortedDictionary<int, WaitingCurve>();
        var done = 0;
        foreach (var (item, waits) in byItem)
        {
            run.Report(done++, byItem.Count);
            if (waits.Observed.Count(ended => ended) >= options.MinEvents) curves.Add(item, WeibullFit.Of(waits.Durations, waits.Observed));
        }
        return new TimeToNextModel(WeibullFit.Of(all.Durations, all.Observed), curves);
    }

    /// <summary>The waits after the elements that hold an item, or after all elements. Elements of one time are one event.</summary>
    /// <param name="sequences">Sequences with times.</param>
    /// <param name="watchedUntil">The time up to which sequences were watched.</param>
    /// <param name="item">An item, or null for all elements.</param>
    /// <exception cref="ArgumentException">The sequences have no times, one ends after the watch, or the watch has no end.</exception>
    public static WaitingTimes Waits(SequenceDatabase sequences, double watchedUntil, int? item)
    {
        var (durations, observed) = (new List<double>(), new List<bool>());
        foreach (var (items, duration, ended) in AllWaits(sequences, watchedUntil))
        {
            if (item is { } wanted && !items.Contains(wanted)) continue;
            durations.Add(duration);
            observed.Add(ended);
        }
        return new WaitingTimes([.. durations], [.. observed]);
    }

    static SortedDictionary<int, (List<double> Durations, List<bool> Observed)> GroupByItem(SequenceDatabase sequences, double watchedUntil)
    {
        var groups = new SortedDictionary<int, (List<double> Durations, List<bool> Observed)>();
        foreach (var (items, duration, ended) in AllWaits(sequences, watchedUntil))
        {
            foreach (var item in items)
            {
                if (!groups.TryGetValue(item, out var group)) groups.Add(item, group = ([], []));
                group.Durations.Add(duration);
                group.Observed.Add(ended);
            }
        }
        return groups;
    }

    /// <summary>The waits with the items before them; the same set is filled again for the next wait.</summary>
    static IEnumerable<(HashSet<int> Items, double Duration, bool Ended)> AllWaits(SequenceDatabase sequences, double watchedUntil)
    {
        if (!sequences.HasTimes) throw new ArgumentException("The sequences have no times.");
        if (!double.IsFinite(watchedUntil)) throw new ArgumentOutOfRangeException(nameof(watchedUntil), watchedUntil, "A finite time was expected.");
        var items = new HashSet<int>();
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            var (from, to) = sequences.Elements(sequence);
            items.Clear();
            for (var element = from; element < to; element++)
            {
                foreach (var item in sequences.ElementAt(element)) items.Add(item);
                var time = sequences.Time(sequence, element - from);
                var ended = element + 1 < to;
                var next = ended ? sequences.Time(sequence, element + 1 - from) : watchedUntil;
                if (next < time) throw new ArgumentException($"Sequence {sequence} has an element at {time}, after the end of the watch at {watchedUntil}.");
                if (next == time) continue;                 // one event with the next element
                yield return (items, next - time, ended);
                items.Clear();
            }
        }
    }
}
