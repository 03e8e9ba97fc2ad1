namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>A node of a grown tree; a child always comes later in the list than its parent.</summary>
/// <param name="Totals">Sums over its rows, see <see cref="CartTask.Width"/>.</param>
/// <param name="RowCount">Its rows.</param>
sealed record CartNode(double[] Totals, int RowCount)
{
    /// <summary>Null for a leaf.</summary>
    public CartSplit? Split { get; init; }
    public int Left { get; init; } = -1;
    public int Right { get; init; } = -1;
}
