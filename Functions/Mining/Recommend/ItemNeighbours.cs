using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend.Internals;

namespace CrmInsights.Mining.Recommend;

/// <summary>Items that go with items: likeness over users, the most alike kept.</summary>
/// <remarks>Sarwar et al. (2001), WWW; Deshpande and Karypis (2004), ACM TOIS 22(1). Exact; items are compared through common users only.</remarks>
public static class ItemNeighbours
{
    /// <summary>Finds the neighbours of every item; the same for any number of threads.</summary>
    public static ItemNeighboursModel Fit(Interactions interactions, ItemNeighboursOptions options, RunContext run)
    {
        options.Validate();
        var sizes = new double[interactions.ItemCount];
        for (var item = 0; item < sizes.Length; item++) sizes[item] = SizeOf(interactions, item, options.Similarity);

        var neighbours = new (int[] Columns, double[] Values)[interactions.ItemCount];
        var done = 0;
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, run.MaxThreads), CancellationToken = run.Cancellation };
        Parallel.For(0, neighbours.Length, threads, () => new NeighbourSearch(interactions, sizes, options), (item, _, search) =>
        {
            neighbours[item] = search.Find(item);
            run.Report(Interlocked.Increment(ref done), neighbours.Length);
            return search;
        }, _ => { });
        return new ItemNeighboursModel(SparseRows.Of(neighbours));
    }

    static double SizeOf(Interactions interactions, int item, ItemSimilarity similarity)
    {
        var weights = interactions.ByItem.Values(item);
        if (similarity == ItemSimilarity.Jaccard) return weights.Length;
        var sum = 0.0;
        foreach (var weight in weights) sum += weight * weight;
        return Math.Sqrt(sum);
    }
}
