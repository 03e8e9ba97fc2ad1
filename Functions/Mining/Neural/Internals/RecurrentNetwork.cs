using System.Numerics;
using System.Numerics.Tensors;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>A gated recurrent unit over events, and an affine head on its last state and the silence since.</summary>
sealed class RecurrentNetwork<T>(RecurrentShape shape) where T : unmanaged, IFloatingPointIeee754<T>
{
    public RecurrentShape Shape => shape;

    /// <summary>Starting weights: uniform with the variance of Glorot and Bengio (2010), AISTATS.</summary>
    public void Initialise(Span<T> parameters, Random random)
    {
        Fill(parameters[..shape.InputWeights], 0.5, random);
        Fill(parameters[shape.InputWeights..shape.InputBias], Math.Sqrt(6.0 / (shape.Input + shape.Hidden)), random);
        Fill(parameters[shape.StateWeights..shape.StateBias], Math.Sqrt(3.0 / shape.Hidden), random);
        Fill(parameters[shape.HeadWeights..shape.HeadBias], Math.Sqrt(6.0 / (shape.Hidden + 1 + shape.Outputs)), random);
    }

    /// <summary>Puts the last events of a history into the pass.</summary>
    public void Take(EventHistory history, TimeScale times, RecurrentPass<T> pass)
    {
        pass.Length = Math.Min(history.Events.Length, shape.MaxLength);
        pass.Kinds = history.Events[^pass.Length..];
        pass.Gaps = Array.ConvertAll(history.Gaps[^pass.Length..], gap => T.CreateTruncating(times.Of(gap)));
        pass.HeadInput[shape.Hidden] = T.CreateTruncating(times.Of(history.Silence));
    }

    /// <summary>From the history in the pass to its outputs.</summary>
    public void Forward(ReadOnlySpan<T> parameters, RecurrentPass<T> pass)
    {
        for (var step = 0; step < pass.Length; step++) Advance(parameters, pass, step);
        pass.StateBefore(pass.Length).CopyTo(pass.HeadInput.AsSpan());
        Kernels.Affine(parameters[shape.HeadWeights..shape.HeadBias], parameters[shape.HeadBias..], pass.HeadInput, pass.Outputs);
    }

    /// <summary>From the slopes of the outputs, in the pass, back through time; added to the gradient.</summary>
    public void Backward(ReadOnlySpan<T> parameters, RecurrentPass<T> pass, Span<T> gradient)
    {
        var head = new AffineSlopes<T>(gradient[shape.HeadWeights..shape.HeadBias], gradient[shape.HeadBias..], pass.HeadSlopes);
        Kernels.AffineBack(parameters[shape.HeadWeights..shape.HeadBias], pass.HeadInput, pass.OutputSlopes, head);
        var slopes = pass.HeadSlopes.AsSpan(0, shape.Hidden);
        for (var step = pass.Length - 1; step >= 0; step--) Retreat(parameters, pass, new Slopes(step, slopes), gradient);
    }

    void Advance(ReadOnlySpan<T> parameters, RecurrentPass<T> pass, int step)
    {
        var moment = pass.Moment(step);
        parameters.Slice(pass.Kinds[step] * shape.Embedding, shape.Embedding).CopyTo(moment.Input);
        moment.Input[shape.Embedding] = pass.Gaps[step];
        var before = pass.StateBefore(step);
        Kernels.Affine(parameters[shape.InputWeights..shape.InputBias], parameters[shape.InputBias..shape.StateWeights], moment.Input, moment.Gates);
        Kernels.Affine(parameters[shape.StateWeights..shape.StateBias], parameters[shape.StateBias..shape.HeadWeights], before, moment.FromState);

        var hidden = shape.Hidden;
        var doors = moment.Gates.AsSpan(0, 2 * hidden);
        var fromState = moment.FromState.AsSpan();
        TensorPrimitives.Add(doors, fromState[..(2 * hidden)], doors);
        TensorPrimitives.Sigmoid(doors, doors);
        var update = doors[..hidden];
        var candidate = moment.Gates.AsSpan(2 * hidden);
        TensorPrimitives.MultiplyAdd(doors[hidden..], fromState[(2 * hidden)..], candidate, candidate);
        TensorPrimitives.Tanh(candidate, candidate);
        for (var unit = 0; unit < hidden; unit++) moment.State[unit] = candidate[unit] + update[unit] * (before[unit] - candidate[unit]);
    }

    // The slopes come in as those of the state after the step and go out as those of the state before it.
    void Retreat(ReadOnlySpan<T> parameters, RecurrentPass<T> pass, Slopes after, Span<T> gradient)
    {
        var (moment, before, hidden) = (pass.Moment(after.Step), pass.StateBefore(after.Step), shape.Hidden);
        for (var unit = 0; unit < hidden; unit++) GateSlopes(pass, moment, before[unit], (unit, after.State[unit]));
        var fromInput = new AffineSlopes<T>(gradient[shape.InputWeights..shape.InputBias], gradient[shape.InputBias..shape.StateWeights], pass.InputSlopes);
        Kernels.AffineBack(parameters[shape.InputWeights..shape.InputBias], moment.Input, pass.InputGateSlopes, fromInput);
        var fromState = new AffineSlopes<T>(gradient[shape.StateWeights..shape.StateBias], gradient[shape.StateBias..shape.HeadWeights], pass.StateSlopes);
        Kernels.AffineBack(parameters[shape.StateWeights..shape.StateBias], before, pass.StateGateSlopes, fromState);

        for (var unit = 0; unit < hidden; unit++) after.State[unit] = after.State[unit] * moment.Gates[unit] + pass.StateSlopes[unit];
        Kernels.AddScaled(pass.InputSlopes.AsSpan(0, shape.Embedding), T.One, gradient.Slice(pass.Kinds[after.Step] * shape.Embedding, shape.Embedding));
    }

    void GateSlopes(RecurrentPass<T> pass, RecurrentMoment<T> moment, T before, (int Unit, T Slope) state)
    {
        var (unit, hidden) = (state.Unit, shape.Hidden);
        var (update, reset, candidate) = (moment.Gates[unit], moment.Gates[hidden + unit], moment.Gates[2 * hidden + unit]);
        var ofUpdate = state.Slope * (before - candidate) * update * (T.One - update);
        var ofCandidate = state.Slope * (T.One - update) * (T.One - candidate * candidate);
        var ofReset = ofCandidate * moment.FromState[2 * hidden + unit] * reset * (T.One - reset);
        (pass.InputGateSlopes[unit], pass.InputGateSlopes[hidden + unit], pass.InputGateSlopes[2 * hidden + unit]) = (ofUpdate, ofReset, ofCandidate);
        (pass.StateGateSlopes[unit], pass.StateGateSlopes[hidden + unit], pass.StateGateSlopes[2 * hidden + unit]) = (ofUpdate, ofReset, ofCandidate * reset);
    }

    static void Fill(Span<T> values, double reach, Random random)
    {
        for (var i = 0; i < values.Length; i++) values[i] = T.CreateTruncating((2 * random.NextDouble() - 1) * reach);
    }

    readonly ref struct Slopes(int step, Span<T> state)
    {
        public int Step { get; } = step;
        public Span<T> State { get; } = state;
    }
}
