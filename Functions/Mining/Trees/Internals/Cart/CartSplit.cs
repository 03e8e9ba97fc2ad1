namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>One decision. Listed categories, and numbers up to the threshold, go left.</summary>
/// <param name="Feature">The feature it looks at.</param>
/// <param name="Gain">Impurity times weight that it saves.</param>
sealed record CartSplit(int Feature, double Gain)
{
    /// <summary>Numbers up to it go left.</summary>
    public float Threshold { get; init; }
    /// <summary>Where a missing number goes; a missing or unlisted category always goes right.</summary>
    public bool MissingLeft { get; init; }
    /// <summary>Rising categories that go left; null for a number.</summary>
    public int[]? Listed { get; init; }

    /// <summary>Gains closer than this share of the node's impurity are equal, and the first found stays: rounding must not choose.</summary>
    public const double Tie = 1e-12;

    public bool GoesLeft(float value)
    {
        if (Listed is null) return float.IsNaN(value) ? MissingLeft : value <= Threshold;
        return value > -1 && value < CartSamples.CategoryLimit && Array.BinarySearch(Listed, (int)value) >= 0;
    }
}
