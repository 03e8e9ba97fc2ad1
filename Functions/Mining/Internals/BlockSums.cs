using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Internals;

/// <summary>Adds the items from <paramref name="from"/> up to <paramref name="to"/> (exclusive) to <paramref name="sums"/>.</summary>
delegate void SumBlock(int from, int to, Span<double> sums);

/// <summary>Sums over many items, cut into fixed blocks and added up in order: the same bits for any number of threads.</summary>
static class BlockSums
{
    const int BlockSize = 2048;

    /// <summary>Fills a vector of <paramref name="width"/> sums over <paramref name="count"/> items.</summary>
    public static double[] Of(int count, int width, RunContext run, SumBlock sum)
    {
        var blockCount = (count + BlockSize - 1) / BlockSize;
        var parts = new double[blockCount * width];
        ForEach(blockCount, run, block =>
            sum(block * BlockSize, Math.Min(count, (block + 1) * BlockSize), parts.AsSpan(block * width, width)));
        var total = new double[width];
        for (var part = 0; part < parts.Length; part++) total[part % width] += parts[part];
        return total;
    }

    /// <summary>Runs <paramref name="work"/> for every block, on at most the threads of the run.</summary>
    public static void ForEach(int blockCount, RunContext run, Action<int> work)
    {
        if (run.MaxThreads > 1 && blockCount > 1)
            Parallel.For(0, blockCount, new ParallelOptions { MaxDegreeOfParallelism = run.MaxThreads, CancellationToken = run.Cancellation }, work);
        else
            for (var block = 0; block < blockCount; block++) work(block);
    }
}
