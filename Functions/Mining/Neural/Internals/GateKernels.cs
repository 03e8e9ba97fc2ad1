using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>What happens to each unit of a gate by itself.</summary>
static class GateKernels
{
    // The platform answers fewer elements than a vector holds by another formula, whose last bit may differ.
    const int LeastLength = 16;

    public static void Sigmoid<T>(Span<T> units) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (units.Length >= LeastLength)
        {
            TensorPrimitives.Sigmoid(units, units);
            return;
        }
        Span<T> wide = stackalloc T[LeastLength];
        units.CopyTo(wide);
        TensorPrimitives.Sigmoid(wide, wide);
        wide[..units.Length].CopyTo(units);
    }

    public static void Tanh<T>(Span<T> units) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (units.Length >= LeastLength)
        {
            TensorPrimitives.Tanh(units, units);
            return;
        }
        Span<T> wide = stackalloc T[LeastLength];
        units.CopyTo(wide);
        TensorPrimitives.Tanh(wide, wide);
        wide[..units.Length].CopyTo(units);
    }

    /// <summary>From the slopes of the states after a step to those of the gates before their curves; the state's slopes become the part that the update gate let through.</summary>
    public static void Back<T>(GateUnits<T> values, ReadOnlySpan<T> before, Span<T> stateSlopes, GateUnits<T> slopes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (lanes, one) = (Vector256<T>.Count, Vector256<T>.One);
        var unit = 0;
        for (; unit <= stateSlopes.Length - lanes; unit += lanes)
        {
            var (update, reset, candidate) = (Vector256.Create<T>(values.Update[unit..]), Vector256.Create<T>(values.Reset[unit..]), Vector256.Create<T>(values.Candidate[unit..]));
            var slope = Vector256.Create<T>(stateSlopes[unit..]);
            var ofCandidate = slope * (one - update) * (one - candidate * candidate);
            (slope * (Vector256.Create(before[unit..]) - candidate) * update * (one - update)).CopyTo(slopes.Update[unit..]);
            (ofCandidate * Vector256.Create<T>(values.FromState[unit..]) * reset * (one - reset)).CopyTo(slopes.Reset[unit..]);
            ofCandidate.CopyTo(slopes.Candidate[unit..]);
            (ofCandidate * reset).CopyTo(slopes.FromState[unit..]);
            (slope * update).CopyTo(stateSlopes[unit..]);
        }
        for (; unit < stateSlopes.Length; unit++)
        {
            var (update, reset, candidate, slope) = (values.Update[unit], values.Reset[unit], values.Candidate[unit], stateSlopes[unit]);
            var ofCandidate = slope * (T.One - update) * (T.One - candidate * candidate);
            slopes.Update[unit] = slope * (before[unit] - candidate) * update * (T.One - update);
            slopes.Reset[unit] = ofCandidate * values.FromState[unit] * reset * (T.One - reset);
            slopes.Candidate[unit] = ofCandidate;
            slopes.FromState[unit] = ofCandidate * reset;
            stateSlopes[unit] = slope * update;
        }
    }
}

/// <summary>Some units of the three gates, and of the candidate's part that comes from the state: values or slopes.</summary>
readonly ref struct GateUnits<T>(Span<T> update, Span<T> reset, Span<T> candidate, Span<T> fromState)
{
    public Span<T> Update { get; } = update;
    public Span<T> Reset { get; } = reset;
    public Span<T> Candidate { get; } = candidate;
    public Span<T> FromState { get; } = fromState;
}
