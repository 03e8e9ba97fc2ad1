using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>What a node does at a quadrature point, see <see cref="ShapWalk"/>: the left side's part G of the product, and the feature's gain H by the difference of left and right.</summary>
/// <param name="LeftPart">G for rows that followed above and go left.</param>
/// <param name="LeftGain">H for them.</param>
/// <param name="RightPart">G for rows that followed above and go right.</param>
/// <param name="RightGain">H for them.</param>
readonly record struct ShapPoint(double LeftPart, double LeftGain, double RightPart, double RightGain)
{
    public Vector512<double> Part(Vector512<double> goesLeft) => Vector512.ConditionalSelect(goesLeft, Vector512.Create(LeftPart), Vector512.Create(RightPart));

    /// <param name="goesLeft">Rows that followed above and go left.</param>
    /// <param name="goesRight">Rows that followed above and go right.</param>
    /// <param name="share">G for all others.</param>
    public Vector512<double> Part(Vector512<double> goesLeft, Vector512<double> goesRight, Vector512<double> share) =>
        Vector512.ConditionalSelect(goesLeft, Vector512.Create(LeftPart), Vector512.ConditionalSelect(goesRight, Vector512.Create(RightPart), share));

    public Vector512<double> Gain(Vector512<double> goesLeft) => Vector512.ConditionalSelect(goesLeft, Vector512.Create(LeftGain), Vector512.Create(RightGain));
}
