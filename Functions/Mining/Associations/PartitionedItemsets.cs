using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations;

/// <summary>Frequent itemsets of data that comes in partitions, in two passes; exact.</summary>
/// <remarks>Savasere, Omiecinski and Navathe (1995), SON: an itemset that is frequent in all data is frequent, by its share, in at least one partition; so the
/// union of what the partitions find holds every frequent itemset, and a second pass counts it.</remarks>
public static class PartitionedItemsets
{
    /// <summary>Mines partitions that can be read twice.</summary>
    /// <param name="partitions">Reads each partition anew at every enumeration. All share one coding of items.</param>
    /// <param name="share">Smallest share of all transactions, 0 to 1.</param>
    /// <param name="options">Kind and length; its MinSupport is not used.</param>
    /// <param name="run">Cancellation and threads.</param>
    public static ItemsetCollection Mine(IEnumerable<Transactions> partitions, decimal share, ItemsetOptions options, RunContext run)
    {
        var candidates = new CandidateCounts();
        var total = 0;
        foreach (var partition in partitions)
        {
            total += partition.Count;
            var local = options with { MinSupport = ItemsetOptions.CountOf(share, partition.Count), Kind = ItemsetKind.Frequent };
            candidates.AddAll(FrequentItemsets.Mine(partition, local, run));
        }
        foreach (var partition in partitions) candidates.Count(partition, run);
        return Condensed.Of(candidates.Frequent(ItemsetOptions.CountOf(share, total), total), options.Kind);
    }
}
