namespace CrmInsights.Mining.Trees.Internals;

/// <summary>A decision as <see cref="ShapWalk"/> walks it. A child that is negative is the leaf ~child.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Left">Place of the left child.</param>
/// <param name="Right">Place of the right child.</param>
/// <param name="Former">The nearest edge above of the same feature, 2 x place for left and one more for right, or <see cref="NoEdge"/>.</param>
/// <param name="Decision">Which values go left.</param>
readonly record struct ShapNode(int Feature, int Left, int Right, int Former, ShapDecision Decision)
{
    public const int NoEdge = -1;

    public bool HasLeavesOnly => (Left & Right) < 0;
}
