using System.Collections.Concurrent;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Builds the histogram of a leaf: every worker sums chunks of rows into words of its own, which are then added feature by feature.</summary>
/// <remarks>The words are whole numbers, so it does not matter which worker summed which chunk.</remarks>
sealed class HistogramBuilder(BinnedRows binned, ThreadTeam team)
{
    /// <summary>About 15 microseconds of work: enough to be worth handing to another thread.</summary>
    const int ChunkRows = 1024;

    readonly ConcurrentBag<long[]> _spare = [];
    readonly long[]?[] _parts = new long[team.WorkerCount][];
    readonly RowBlock[] _blocks = [.. Enumerable.Range(0, team.WorkerCount).Select(_ => new RowBlock(binned.Stride))];
    readonly int _length = binned.Features.Length * BinnedRows.BinsPerFeature;
    readonly List<long[]> _filled = [];

    /// <summary>Sums the rows; afterwards each feature still has to be <see cref="Gather">gathered</see>. Returns where the sums will be.</summary>
    public long[] Fill(ReadOnlyMemory<int> rows, PackedGradients gradients)
    {
        team.Run((rows.Length + ChunkRows - 1) / ChunkRows, (chunk, worker) =>
        {
            var from = chunk * ChunkRows;
            var part = _parts[worker] ??= Rent();
            PackedHistogram.Accumulate(binned, rows.Span.Slice(from, Math.Min(ChunkRows, rows.Length - from)), gradients.Words, _blocks[worker], part);
        });
        _filled.Clear();
        _filled.AddRange(_parts.OfType<long[]>());
        Array.Clear(_parts);
        if (_filled.Count == 0) _filled.Add(Rent());
        return _filled[0];
    }

    /// <summary>Sum over the rows of the last <see cref="Fill"/>: the bins of any feature add up to it.</summary>
    public long Total()
    {
        var sum = 0L;
        foreach (var part in _filled)
            foreach (var word in OfFeature(part, 0)) sum += word;
        return sum;
    }

    /// <summary>Adds up what the workers of the last <see cref="Fill"/> found for one feature.</summary>
    public void Gather(int feature)
    {
        for (var part = 1; part < _filled.Count; part++) PackedHistogram.Add(OfFeature(_filled[0], feature), OfFeature(_filled[part], feature));
    }

    /// <summary>Gives back all but the result of the last <see cref="Fill"/>.</summary>
    public void Finish()
    {
        for (var part = 1; part < _filled.Count; part++) _spare.Add(_filled[part]);
        _filled.Clear();
    }

    public static Span<long> OfFeature(long[] histogram, int feature) =>
        histogram.AsSpan(feature * BinnedRows.BinsPerFeature, BinnedRows.BinsPerFeature);

    public void Release(Leaf leaf)
    {
        if (leaf.Histogram is not null) _spare.Add(leaf.Histogram);
        leaf.Histogram = null;
    }

    long[] Rent()
    {
        if (!_spare.TryTake(out var histogram)) return new long[_length];
        Array.Clear(histogram);
        return histogram;
    }
}
