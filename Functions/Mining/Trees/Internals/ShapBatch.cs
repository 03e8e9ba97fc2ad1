using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Explains some rows tree by tree: turns them into lanes, walks, and turns the shares back into rows.</summary>
sealed class ShapBatch(ShapTree[] trees, int featureCount, int rowCount)
{
    readonly ShapWalk _walk = new(trees);
    readonly Vector512<double>[] _rows = new Vector512<double>[BlocksOf(rowCount) * featureCount];
    readonly Vector512<double>[] _shares = new Vector512<double>[BlocksOf(rowCount) * featureCount];

    /// <param name="rows">Row after row, at most as many as this was made for.</param>
    /// <param name="shares">Filled; laid out as the rows.</param>
    public void Explain(ReadOnlySpan<float> rows, Span<double> shares)
    {
        var count = rows.Length / featureCount;
        var blocks = BlocksOf(count);
        for (var place = 0; place < blocks * featureCount; place++) _rows[place] = Lane(rows, count, place);
        Array.Clear(_shares);
        foreach (var tree in trees)
            for (var block = 0; block < blocks; block++) _walk.Add(tree, _rows, _shares, block * featureCount);
        for (var row = 0; row < count; row++)
            for (var feature = 0; feature < featureCount; feature++)
                shares[row * featureCount + feature] = _shares[row / ShapWalk.Lanes * featureCount + feature][row % ShapWalk.Lanes];
    }

    // Lanes beyond the last row repeat it.
    Vector512<double> Lane(ReadOnlySpan<float> rows, int count, int place)
    {
        Span<double> lane = stackalloc double[ShapWalk.Lanes];
        var (block, feature) = (place / featureCount, place % featureCount);
        for (var at = 0; at < lane.Length; at++) lane[at] = rows[Math.Min(block * ShapWalk.Lanes + at, count - 1) * featureCount + feature];
        return Vector512.Create<double>(lane);
    }

    static int BlocksOf(int rows) => (rows + ShapWalk.Lanes - 1) / ShapWalk.Lanes;
}
