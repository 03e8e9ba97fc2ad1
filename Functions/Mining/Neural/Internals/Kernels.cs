using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Products of a matrix and a vector. A matrix lies input by input: the weights of one input to all outputs side by side.</summary>
/// <remarks>Models use floats; tests run the same code on doubles, where a finite difference says something.</remarks>
static class Kernels
{
    /// <summary>outputs = bias + weights * inputs.</summary>
    public static void Affine<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, ReadOnlySpan<T> inputs, Span<T> outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bias.CopyTo(outputs);
        for (var input = 0; input < inputs.Length; input++)
            if (inputs[input] != T.Zero) AddScaled(weights.Slice(input * outputs.Length, outputs.Length), inputs[input], outputs);
    }

    /// <summary>Derivatives of <see cref="Affine"/>: added to those of weights and bias, put into those of the inputs unless these are empty.</summary>
    public static void AffineBack<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputSlopes, AffineSlopes<T> slopes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AddScaled(outputSlopes, T.One, slopes.Bias);
        for (var input = 0; input < inputs.Length; input++)
        {
            var from = input * outputSlopes.Length;
            if (inputs[input] != T.Zero) AddScaled(outputSlopes, inputs[input], slopes.Weights.Slice(from, outputSlopes.Length));
            if (!slopes.Inputs.IsEmpty) slopes.Inputs[input] = Dot(weights.Slice(from, outputSlopes.Length), outputSlopes);
        }
    }

    /// <summary>sum += values * factor; one lane an element, so its width does not show in the result.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> values, T factor, Span<T> sum) where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.MultiplyAdd(values, factor, sum, sum);

    /// <summary>Sum of products in the order of 256-bit lanes on every machine.</summary>
    public static T Dot<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) where T : unmanaged, IFloatingPointIeee754<T>
    {
        right = right[..left.Length];
        var lanes = Vector256<T>.Zero;
        var leftBlocks = MemoryMarshal.Cast<T, Vector256<T>>(left);
        var rightBlocks = MemoryMarshal.Cast<T, Vector256<T>>(right)[..leftBlocks.Length];
        for (var block = 0; block < leftBlocks.Length; block++) lanes += leftBlocks[block] * rightBlocks[block];
        var sum = T.Zero;
        for (var lane = 0; lane < Vector256<T>.Count; lane++) sum += lanes[lane];
        for (var rest = leftBlocks.Length * Vector256<T>.Count; rest < left.Length; rest++) sum += left[rest] * right[rest];
        return sum;
    }
}

/// <summary>Where derivatives of an affine layer go.</summary>
readonly ref struct AffineSlopes<T>(Span<T> weights, Span<T> bias, Span<T> inputs)
{
    public Span<T> Weights { get; } = weights;
    public Span<T> Bias { get; } = bias;
    public Span<T> Inputs { get; } = inputs;
}
