namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// One fitted tree as flat arrays, in the layout of LightGBM's text format: a child that is negative is the leaf ~child. A tree of one
/// leaf has no nodes.
/// </summary>
sealed class Tree
{
    /// <summary>Values from here to its negative count as zero where zero means missing, as in LightGBM.</summary>
    public const double ZeroThreshold = 1e-35;

    /// <summary>Feature that a node splits on.</summary>
    public required int[] SplitFeature { get; init; }
    /// <summary>Numerical: values up to it go left. Categorical: index into <see cref="CategoryStarts"/>.</summary>
    public required double[] Threshold { get; init; }
    /// <summary>What kind of decision a node is.</summary>
    public required NodeKind[] Kind { get; init; }
    public required int[] Left { get; init; }
    public required int[] Right { get; init; }
    /// <summary>Loss that a node's split saved.</summary>
    public required double[] SplitGain { get; init; }
    public required double[] InternalValue { get; init; }
    public required double[] InternalWeight { get; init; }
    /// <summary>Training rows that passed a node: the cover of TreeSHAP.</summary>
    public required int[] InternalCount { get; init; }
    public required double[] LeafValue { get; init; }
    public required double[] LeafWeight { get; init; }
    public required int[] LeafCount { get; init; }
    /// <summary>Where each categorical node's bits begin in <see cref="CategoryBits"/>, and the end of the last.</summary>
    public int[] CategoryStarts { get; init; } = [0];
    /// <summary>One bit a category that goes left.</summary>
    public uint[] CategoryBits { get; init; } = [];
    /// <summary>What the values were multiplied with; the values already contain it.</summary>
    public double Shrinkage { get; init; } = 1;

    /// <summary>Number of leaves, at least 1.</summary>
    public int LeafTotal => LeafValue.Length;

    /// <summary>Number of decisions, one less than leaves.</summary>
    public int NodeTotal => SplitFeature.Length;

    /// <summary>Margin that the tree adds for a row.</summary>
    public double Predict(ReadOnlySpan<float> row) => LeafValue[LeafOf(row)];

    /// <summary>The leaf that a row ends in.</summary>
    public int LeafOf(ReadOnlySpan<float> row)
    {
        if (NodeTotal == 0) return 0;
        var node = 0;
        while (node >= 0) node = GoesLeft(node, row[SplitFeature[node]]) ? Left[node] : Right[node];
        return ~node;
    }

    /// <summary>Whether a value goes left at a node: missing values by the node's rule, unknown and negative categories right.</summary>
    public bool GoesLeft(int node, float value)
    {
        var kind = Kind[node];
        if (kind.IsCategorical) return IsLeftCategory(node, value);
        if (float.IsNaN(value))
        {
            if (kind.Missing == MissingKind.NaN) return kind.DefaultLeft;
            value = 0;                                      // missing none turns NaN to 0; missing zero counts it as 0
        }
        if (kind.Missing == MissingKind.Zero && Math.Abs(value) <= ZeroThreshold) return kind.DefaultLeft;
        return value <= Threshold[node];
    }

    /// <summary>The categories that a categorical node sends left.</summary>
    public IEnumerable<int> CategoriesLeft(int node)
    {
        var index = (int)Threshold[node];
        for (var bit = 0; bit < (CategoryStarts[index + 1] - CategoryStarts[index]) * 32; bit++)
            if ((CategoryBits[CategoryStarts[index] + bit / 32] >> (bit % 32) & 1) != 0) yield return bit;
    }

    bool IsLeftCategory(int node, float value)
    {
        // LightGBM truncates towards zero, so that values in (-1, 0) are category 0.
        if (!(value > -1) || value > int.MaxValue) return false;
        var category = (int)value;
        var index = (int)Threshold[node];
        var start = CategoryStarts[index];
        var word = category / 32;
        return word < CategoryStarts[index + 1] - start && (CategoryBits[start + word] >> (category % 32) & 1) != 0;
    }
}
