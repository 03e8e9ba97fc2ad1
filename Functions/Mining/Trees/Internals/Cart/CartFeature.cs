namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>What training saw of a feature; rules speak of nothing else.</summary>
/// <param name="HasMissing">Whether a value was missing.</param>
/// <param name="Categories">Rising codes; null for a number.</param>
sealed record CartFeature(bool HasMissing, int[]? Categories)
{
    public static CartFeature Of(float[] column, int[] rows, bool isCategorical) => new(
        Array.Exists(rows, row => float.IsNaN(column[row])),
        isCategorical ? [.. rows.Where(row => !float.IsNaN(column[row])).Select(row => (int)column[row]).Distinct().Order()] : null);
}
