using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Explains some rows tree by tree: turns them into lanes, walks, and turns the shares back into rows.</summary>
sealed class ShapBatch(ShapTree[] trees, int featureCount, int rowCount)
{
    const int Lanes = ShapWalk.Lanes;

    readonly ShapWalk _walk = new(trees);
    readonly Vector512<double>[] _rows = new Vector512<double>[BlocksOf(rowCount) * featureCount];
    readonly Vector512<double>[] _shares = new Vector512<double>[BlocksOf(rowCount) * featureCount];

    /// <param name="rows">Row after row, at most as many as this was made for.</param>
    /// <param name="shares">Filled; laid out as the rows.</param>
    public void Explain(ReadOnlySpan<float> rows, Span<double> shares)
    {
        var count = rows.Length / featureCount;
        var blocks = BlocksOf(count);
        Spread(rows, count, MemoryMarshal.Cast<Vector512<double>, double>(_rows.AsSpan()));
        Array.Clear(_shares);
        foreach (var tree in trees)
            for (var from = 0; from < blocks * featureCount; from += featureCount) _walk.Add(tree, _rows.AsSpan(from, featureCount), _shares.AsSpan(from, featureCount));
        var lanes = MemoryMarshal.Cast<Vector512<double>, double>(_shares.AsSpan());
        for (var row = 0; row < count; row++)
            for (var feature = 0; feature < featureCount; feature++) shares[row * featureCount + feature] = lanes[PlaceOf(row, feature)];
    }

    // Lanes beyond the last row keep what was there: nobody reads their shares.
    void Spread(ReadOnlySpan<float> rows, int count, Span<double> lanes)
    {
        for (var row = 0; row < count; row++)
            for (var feature = 0; feature < featureCount; feature++) lanes[PlaceOf(row, feature)] = rows[row * featureCount + feature];
    }

    int PlaceOf(int row, int feature) => (row / Lanes * featureCount + feature) * Lanes + row % Lanes;

    static int BlocksOf(int rows) => (rows + Lanes - 1) / Lanes;
}
