namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Shapley values between a row and one background row, a walk a tree.</summary>
readonly ref struct InterventionalWalk(ReadOnlySpan<float> row, ReadOnlySpan<float> background, Span<double> shares, Span<sbyte> sides)
{
    readonly ReadOnlySpan<float> _row = row;
    readonly ReadOnlySpan<float> _background = background;
    readonly Span<double> _shares = shares;
    /// <summary>Features on the present path where the two part: 1 the row's side was taken, -1 the background's, 0 undecided.</summary>
    readonly Span<sbyte> _sides = sides;

    /// <summary>Adds the values of a tree.</summary>
    public void Add(Tree tree) => Down(tree, tree.NodeTotal == 0 ? ~0 : 0, 0, 0);

    /// <summary>Returns what the leaves below give to each feature on the row's side and take from each on the background's.</summary>
    (double Given, double Taken) Down(Tree tree, int child, int rowSide, int backgroundSide)
    {
        if (child < 0) return LeafShares(tree.LeafValue[~child], rowSide, backgroundSide);
        var feature = tree.SplitFeature[child];
        var (left, right) = (tree.Left[child], tree.Right[child]);
        var (rowChild, otherChild) = (tree.GoesLeft(child, _row[feature]) ? left : right, tree.GoesLeft(child, _background[feature]) ? left : right);
        if (rowChild == otherChild) return Down(tree, rowChild, rowSide, backgroundSide);
        if (_sides[feature] != 0) return Down(tree, _sides[feature] > 0 ? rowChild : otherChild, rowSide, backgroundSide);

        _sides[feature] = 1;
        var withRow = Down(tree, rowChild, rowSide + 1, backgroundSide);
        _sides[feature] = -1;
        var withBackground = Down(tree, otherChild, rowSide, backgroundSide + 1);
        _sides[feature] = 0;
        _shares[feature] += withRow.Given - withBackground.Taken;
        return (withRow.Given + withBackground.Given, withRow.Taken + withBackground.Taken);
    }

    /// <summary>Shapley values of "all a features in and none of b": (a-1)! b! / (a+b)! each for those in, minus a! (b-1)! / (a+b)! for those out.</summary>
    static (double Given, double Taken) LeafShares(double value, int a, int b)
    {
        if (a + b == 0) return (0, 0);
        var inverse = 1.0;                                  // a! b! / (a+b)!
        for (var i = 1; i <= b; i++) inverse *= i / (double)(a + i);
        return (a > 0 ? value * inverse / a : 0, b > 0 ? value * inverse / b : 0);
    }
}
