namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>The rows of one node in every sorted list.</summary>
/// <param name="Start">Place of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Depth">Splits above the node.</param>
readonly record struct CartStretch(int Start, int Count, int Depth)
{
    public CartStretch Before(int count) => new(Start, count, Depth + 1);

    public CartStretch After(int count) => new(Start + count, Count - count, Depth + 1);
}
