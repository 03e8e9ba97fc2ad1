using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>First and second derivatives of the loss, one a row.</summary>
sealed class Derivatives(int rowCount)
{
    public float[] Gradients { get; } = new float[rowCount];
    public float[] Hessians { get; } = new float[rowCount];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, double gradient, double hessian)
    {
        Gradients[row] = (float)gradient;
        Hessians[row] = (float)hessian;
    }
}
