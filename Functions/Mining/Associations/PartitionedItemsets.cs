using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations;

/// <summary>Frequent itemsets of data that comes in partitions, in two passes; exact. One partition is in memory at a time, and the itemsets.</summary>
/// <remarks>Savasere, Omiecinski and Navathe (1995), SON: an itemset that is frequent in all data is frequent, by its share, in at least one partition; so the
/// union of what the partitions find holds every frequent itemset, and a second pass counts it.</remarks>
public static class PartitionedItemsets
{
    /// <summary>Mines partitions that can be read twice. The result, and its order, is that of <see cref="FrequentItemsets.Mine"/> on all of them.</summary>
    /// <param name="partitions">Reads each partition anew at every enumeration, such as <see cref="BasketPartitions"/>. All share one coding of items.</param>
    /// <param name="share">Smallest share of all transactions, 0 to 1.</param>
    /// <param name="options">Kind and length; its MinSupport is not used.</param>
    /// <param name="run">Cancellation, progress and threads.</param>
    /// <exception cref="InvalidOperationException">A partition has more itemsets than the settings allow.</exception>
    public static ItemsetCollection Mine(IEnumerable<Transactions> partitions, decimal share, ItemsetOptions options, RunContext run)
    {
        var passes = partitions is IReadOnlyCollection<Transactions> { Count: var count } ? 2 * count : 0;
        var candidates = new CandidateCounts();
        var (total, pass) = (0L, 0);
        foreach (var partition in partitions)
        {
            total += partition.Count;
            candidates.AddAll(MineOne(partition, share, options, run.Part(pass++, passes)));
        }
        if (total > int.MaxValue) throw new InvalidDataException($"There are {total:N0} transactions; at most {int.MaxValue:N0} can be counted.");
        candidates.Close();
        foreach (var partition in partitions) candidates.Count(partition, run.Part(pass++, passes));
        return Condensed.Of(candidates.Frequent(ItemsetOptions.CountOf(share, (int)total), (int)total), options.Kind);
    }

    static ItemsetCollection MineOne(Transactions partition, decimal share, ItemsetOptions options, RunContext run)
    {
        var local = options with { MinSupport = ItemsetOptions.CountOf(share, partition.Count), Kind = ItemsetKind.Frequent };
        try
        {
            return FrequentItemsets.Mine(partition, local, run);
        }
        catch (InvalidOperationException tooMany)
        {
            throw new InvalidOperationException($"A partition of {partition.Count:N0} transactions has more than {options.MaxItemsets:N0} itemsets with its share of the smallest support, {local.MinSupport:N0}; raise the smallest support, bound the length, or use fewer partitions.", tooMany);
        }
    }
}
