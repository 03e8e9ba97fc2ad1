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

    void PackBlock(ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians, int from)
    {
        var words = Words.AsSpan(from, gradients.Length);
        hessians = hessians[..gradients.Length];
        var (perGradient, perHessian) = (1 / GradientUnit, 1 / HessianUnit);
        for (var i = 0; i < gradients.Length; i++)
        {
            var dice = Mix((ulong)(uint)(from + i) | ((ulong)(_round * 0x9E3779B9u ^ (uint)seed) << 32));
            var gradient = (long)Math.Floor(gradients[i] * perGradient + (uint)dice * TwoToMinus32);
            var hessian = (long)Math.Floor(hessians[i] * perHessian + (uint)(dice >> 32) * TwoToMinus32);
            words[i] = (gradient << 32) + hessian;
        }
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
}
