using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Squared Euclidean distances in double.</summary>
static class Distance
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Squared(ReadOnlySpan<float> row, ReadOnlySpan<double> center)
    {
        center = center[..row.Length];
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++) sum += (row[i] - center[i]) * (row[i] - center[i]);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Squared(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        right = right[..left.Length];
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += ((double)left[i] - right[i]) * ((double)left[i] - right[i]);
        return sum;
    }
}
