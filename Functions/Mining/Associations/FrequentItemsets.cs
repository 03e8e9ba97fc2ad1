using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations;

/// <summary>Frequent, closed or maximal itemsets on bit vectors that are projected to one item's transactions.</summary>
/// <remarks>Items are taken from rare to frequent; the transactions of an item become the bits of a small matrix whose rows are the items that go with it
/// often enough, and intersections are words ANDed and counted. All itemsets: Zaki (2000), "Scalable algorithms for association mining", Eclat. Closed ones:
/// Lucchese, Orlando and Perego (2006), "Fast and memory efficient mining of frequent closed itemsets", DCI_CLOSED. Maximal ones: Gouda and Zaki (2005),
/// "GenMax". The latter two are found as they are, without all the others. Exact; the result, in an order of its own, is the same for any number of
/// threads.</remarks>
public static class FrequentItemsets
{
    const int MostParts = 2048;

    /// <summary>The itemsets of the kind asked for with at least the smallest support.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    /// <exception cref="InvalidOperationException">There are more itemsets than the settings allow.</exception>
    public static ItemsetCollection Mine(Transactions transactions, ItemsetOptions options, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinSupport, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxLength);

        var parts = MineParts(VerticalData.From(transactions, options.MinSupport, Math.Max(1, run.MaxThreads)), options, run);
        var itemsets = ItemsetBuilder.Join(parts, options.MaxItemsets, transactions.Count);
        return options.MaxLength == 0 ? itemsets : Condensed.Of(itemsets, options.Kind);
    }

    /// <summary>The itemsets of some neighbouring items each, mined apart.</summary>
    static ItemsetBuilder[] MineParts(VerticalData vertical, ItemsetOptions options, RunContext run)
    {
        var parts = new ItemsetBuilder[Math.Min(vertical.ItemCount, MostParts)];
        var done = 0;
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, run.MaxThreads), CancellationToken = run.Cancellation };
        int Begin(int part) => (int)((long)vertical.ItemCount * part / parts.Length);
        try
        {
            Parallel.For(0, parts.Length, threads, () => ItemsetSearch.Of(vertical, options, run), (part, _, search) =>
            {
                parts[part] = search.Mine(Begin(part), Begin(part + 1));
                run.Report(Interlocked.Increment(ref done), parts.Length);
                return search;
            }, _ => { });
        }
        catch (AggregateException error) when (error.InnerException is InvalidOperationException tooMany)
        {
            throw new InvalidOperationException(tooMany.Message, error);
        }
        return parts;
    }
}
