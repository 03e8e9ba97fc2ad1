namespace CrmInsights.Mining.Metrics;

/// <summary>How well risks order what happened sooner before what happened later, where some were not watched to the end.</summary>
/// <remarks>Harrell, Califf, Pryor, Lee and Rosati (1982), Journal of the American Medical Association 247(18).</remarks>
public static class Concordance
{
    /// <summary>Share of comparable pairs in which the one whose event came first has the higher risk; equal risks count half. 0.5 is chance, 1 perfect. O(n log n).</summary>
    /// <param name="risks">Higher means sooner; no NaN.</param>
    /// <param name="durations">Time until the event, or until watching ended.</param>
    /// <param name="observed">Whether the event was seen.</param>
    /// <returns>NaN where no pair can be compared. A pair can where the shorter duration ended in an event; who was watched until the same time lived longer.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a number is NaN.</exception>
    public static double Of(ReadOnlySpan<double> risks, ReadOnlySpan<double> durations, ReadOnlySpan<bool> observed)
    {
        if (durations.Length != risks.Length || observed.Length != risks.Length)
            throw new ArgumentException($"{durations.Length} durations and {observed.Length} events were given for {risks.Length} risks.");
        var (ranks, rankCount) = Ranks(risks);
        var order = LongestFirst(durations, observed);
        var longer = new long[rankCount + 1];               // Fenwick tree: rows that outlived, by rank of their risk
        var (count, concordant, comparable) = (0L, 0.0, 0.0);
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to < order.Length && durations[order[to]] == durations[order[from]] && observed[order[to]] == observed[order[from]]) to++;
            for (var place = from; place < to; place++)
            {
                if (!observed[order[place]]) continue;
                var (below, notAbove) = (Sum(longer, ranks[order[place]] - 1), Sum(longer, ranks[order[place]]));
                concordant += below + 0.5 * (notAbove - below);
                comparable += count;
            }
            for (var place = from; place < to; place++, count++)
                for (var at = ranks[order[place]]; at < longer.Length; at += at & -at) longer[at]++;
            from = to;
        }
        return concordant / comparable;
    }

    // Of equal durations those without an event come first: they outlived the others.
    static int[] LongestFirst(ReadOnlySpan<double> durations, ReadOnlySpan<bool> observed)
    {
        var (times, events, order) = (durations.ToArray(), observed.ToArray(), new int[durations.Length]);
        for (var row = 0; row < order.Length; row++)
        {
            if (double.IsNaN(times[row])) throw new ArgumentException($"The duration of row {row} is not a number.");
            order[row] = row;
        }
        Array.Sort(order, (left, right) => times[left] != times[right] ? times[right].CompareTo(times[left]) : events[left].CompareTo(events[right]));
        return order;
    }

    static (int[] Ranks, int Count) Ranks(ReadOnlySpan<double> risks)
    {
        var sorted = risks.ToArray();
        Array.Sort(sorted);
        if (sorted.Length > 0 && double.IsNaN(sorted[0])) throw new ArgumentException("A risk is not a number.");
        var distinct = sorted.Distinct().ToArray();
        var ranks = new int[risks.Length];
        for (var row = 0; row < ranks.Length; row++) ranks[row] = Array.BinarySearch(distinct, risks[row]) + 1;
        return (ranks, distinct.Length);
    }

    static long Sum(long[] tree, int rank)
    {
        var sum = 0L;
        for (; rank > 0; rank -= rank & -rank) sum += tree[rank];
        return sum;
    }
}
