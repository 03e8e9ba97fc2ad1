using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Which values of a feature go left at a node, for eight rows at once.</summary>
/// <param name="Threshold">Numbers up to it go left.</param>
/// <param name="IsMissingLeft">Whether missing values do.</param>
/// <param name="IsZeroMissing">Whether zero counts as missing.</param>
/// <param name="Group">Where the answers for categories are, see <see cref="ShapCategories"/>; -1 for numbers.</param>
/// <param name="Bit">The bit of the answer there.</param>
readonly record struct ShapDecision(double Threshold, bool IsMissingLeft, bool IsZeroMissing, int Group, ulong Bit)
{
    public static ShapDecision Number(Tree tree, int node)
    {
        var (kind, threshold) = (tree.Kind[node], tree.Threshold[node]);
        var missingLeft = kind.Missing == MissingKind.None ? 0 <= threshold : kind.DefaultLeft;
        return new ShapDecision(threshold, missingLeft, kind.Missing == MissingKind.Zero, -1, 0);
    }

    public static ShapDecision Category(int group, ulong bit) => new(0, false, false, group, bit);

    /// <summary>All bits of the lanes that go left.</summary>
    /// <param name="values">The feature.</param>
    /// <param name="answers">One word a lane for each group of categorical nodes.</param>
    public Vector512<double> GoesLeft(Vector512<double> values, ReadOnlySpan<Vector512<ulong>> answers)
    {
        if (Group >= 0)
        {
            var bit = Vector512.Create(Bit);
            return Vector512.Equals(answers[Group] & bit, bit).AsDouble();
        }
        // Nothing compares with NaN: it is not above the threshold either.
        var threshold = Vector512.Create(Threshold);
        var goes = IsMissingLeft ? ~Vector512.GreaterThan(values, threshold) : Vector512.LessThanOrEqual(values, threshold);
        if (!IsZeroMissing) return goes;
        var isZero = Vector512.LessThanOrEqual(Vector512.Abs(values), Vector512.Create(Tree.ZeroThreshold));
        return IsMissingLeft ? goes | isZero : Vector512.AndNot(goes, isZero);
    }
}
