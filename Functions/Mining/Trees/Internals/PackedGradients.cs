using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// Gradient and hessian of every row as two whole numbers in one 64-bit word: the gradient in the upper half, signed, the hessian in the lower
/// half. Sums of words are exact and do not depend on their order, so a histogram has the same bits for any number of threads.
/// </summary>
/// <remarks>Fixed point with stochastic rounding, after Shi et al. (2022), "Quantized Training of Gradient Boosting Decision Trees". The halves take as
/// many bits as the row count allows without overflow: 11 for 800,000 rows. Leaf values are computed from the unrounded gradients.</remarks>
sealed class PackedGradients(int rowCount, int seed)
{
    readonly int _bits = Math.Min(20, 31 - System.Numerics.BitOperations.Log2((uint)Math.Max(1, rowCount)) - 1);
    const double TwoToMinus32 = 1.0 / 4294967296.0;
    uint _round;

    /// <summary>One word a row.</summary>
    public long[] Words { get; } = new long[rowCount];
    /// <summary>Gradient of one unit of the upper half.</summary>
    public double GradientUnit { get; private set; }
    /// <summary>Hessian of one unit of the lower half.</summary>
    public double HessianUnit { get; private set; }

    public static double GradientOf(long sum, double unit) => (int)(sum >> 32) * unit;

    public static double HessianOf(long sum, double unit) => (uint)sum * unit;

    /// <summary>Packs one round's gradients and hessians.</summary>
    public void Pack(ReadOnlyMemory<float> gradients, ReadOnlyMemory<float> hessians, ThreadTeam team)
    {
        var largest = (1 << _bits) - 1;
        var (steepest, mostCurved) = Largest(gradients.Span, hessians.Span);
        GradientUnit = steepest > 0 ? steepest / largest : 1;
        HessianUnit = mostCurved > 0 ? mostCurved / largest : 1;
        _round++;
        const int block = 1 << 15;
        team.Run((Words.Length + block - 1) / block, part =>
        {
            var from = part * block;
            var count = Math.Min(block, Words.Length - from);
            PackBlock(gradients.Span.Slice(from, count), hessians.Span.Slice(from, count), from);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void PackBlock(ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians, int from)
    {
        var words = Words.AsSpan(from, gradients.Length);
        hessians = hessians[..gradients.Length];
        var (perGradient, perHessian) = (1 / GradientUnit, 1 / HessianUnit);
        var salt = (ulong)(_round * 0x9E3779B9u ^ (uint)seed) << 32;
        var i = 0;
        for (; i + Vector512<double>.Count <= words.Length; i += Vector512<double>.Count)
        {
            var dice = Mix(Vector512.Create(salt | (uint)(from + i)) + Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7));
            var gradient = Rounded(gradients[i..], perGradient, dice & Vector512.Create(0xFFFF_FFFFul));
            var hessian = Rounded(hessians[i..], perHessian, dice >> 32);
            ((gradient << 32) + hessian).CopyTo(words[i..]);
        }
        for (; i < words.Length; i++)
        {
            var dice = Mix(salt | (uint)(from + i));
            var gradient = (long)Math.Floor(gradients[i] * perGradient + (uint)dice * TwoToMinus32);
            var hessian = (long)Math.Floor(hessians[i] * perHessian + (uint)(dice >> 32) * TwoToMinus32);
            words[i] = (gradient << 32) + hessian;
        }
    }

    /// <summary>Eight derivatives in units, rounded up as often as a throw of the dice says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<long> Rounded(ReadOnlySpan<float> values, double perUnit, Vector512<ulong> dice)
    {
        var (low, high) = Vector256.Widen(Vector256.Create(values));
        return Vector512.ConvertToInt64(Vector512.Floor(Vector512.Create(low, high) * perUnit + Vector512.ConvertToDouble(dice.AsInt64()) * TwoToMinus32));
    }

    static (double Gradient, double Hessian) Largest(ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians) =>
        (Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(gradients)), System.Numerics.Tensors.TensorPrimitives.Max(hessians));

    /// <summary>The finaliser of SplitMix64: every bit of the input moves every bit of the output.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Mix(Vector512<ulong> values)
    {
        values += Vector512.Create(0x9E3779B97F4A7C15);
        values = (values ^ (values >> 30)) * Vector512.Create(0xBF58476D1CE4E5B9);
        values = (values ^ (values >> 27)) * Vector512.Create(0x94D049BB133111EB);
        return values ^ (values >> 31);
    }
}
