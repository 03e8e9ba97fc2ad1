using System.Numerics;
using System.Numerics.Tensors;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>A gated recurrent unit over events, and an affine head on its last state and the silence since. Histories go through it side by side.</summary>
/// <remarks>What comes out for a history does not depend on those beside it: every sum runs over that history's own numbers, in the same order.</remarks>
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

    /// <summary>From the histories in the batch to its outputs.</summary>
    public void Forward(ReadOnlySpan<T> parameters, RecurrentBatch<T> batch)
    {
        Embed(parameters, batch);
        for (var gate = 0; gate < 3; gate++) StartGate(parameters, batch, gate);
        RepeatRow(Bias(parameters, shape.StateBias, RecurrentBatch<T>.Candidate), batch.FromState);
        for (var step = 0; step < batch.StepCount; step++) Advance(parameters, batch, step);
        batch.TakeLastStates();
        RepeatRow(parameters[shape.HeadBias..], batch.Outputs);
        MatrixProducts.Add(new(batch.HeadInputs, shape.Hidden + 1), new(parameters[shape.HeadWeights..shape.HeadBias], shape.Outputs), batch.Outputs,
            new(batch.RowCount, shape.Hidden + 1, shape.Outputs, shape.Outputs));
    }

    /// <summary>From the slopes of the outputs, in the batch, back through time; added to the gradient.</summary>
    public void Backward(ReadOnlySpan<T> parameters, RecurrentBatch<T> batch, Span<T> gradient)
    {
        batch.ReserveSlopes();
        RetreatHead(parameters, batch, gradient);
        var turned = Turned(parameters[shape.StateWeights..shape.StateBias], shape.Hidden);
        for (var step = batch.StepCount - 1; step >= 0; step--) Retreat(turned, batch, step);
        AddWeights(batch, gradient);
        AddEmbeddings(parameters, batch, gradient);
    }

    void Embed(ReadOnlySpan<T> parameters, RecurrentBatch<T> batch)
    {
        for (var row = 0; row < batch.EventCount; row++)
            parameters.Slice(batch.Kinds[row] * shape.Embedding, shape.Embedding).CopyTo(batch.Inputs[(row * shape.Input)..]);
    }

    // All that a gate knows before the states: the bias, and the inputs of all steps at once.
    void StartGate(ReadOnlySpan<T> parameters, RecurrentBatch<T> batch, int gate)
    {
        var bias = Bias(parameters, shape.InputBias, gate).ToArray();
        var units = batch.Gate(gate);
        if (gate != RecurrentBatch<T>.Candidate) TensorPrimitives.Add(bias, Bias(parameters, shape.StateBias, gate), bias);
        RepeatRow(bias, units);
        MatrixProducts.Add(new(batch.Inputs, shape.Input), InputWeights(parameters, gate), units, new(batch.EventCount, shape.Input, shape.Hidden, shape.Hidden));
    }

    void Advance(ReadOnlySpan<T> parameters, RecurrentBatch<T> batch, int step)
    {
        var (units, size) = (batch.Step(step), new ProductSize(batch.RowsAt(step), shape.Hidden, shape.Hidden, shape.Hidden));
        var before = batch.Before[units];
        if (step == 0) before.Clear();
        else batch.States[batch.Step(step - 1)][..before.Length].CopyTo(before);
        var gates = batch.GatesAt(step);
        MatrixProducts.Add(new(before, shape.Hidden), StateWeights(parameters, RecurrentBatch<T>.Update), gates.Update, size);
        MatrixProducts.Add(new(before, shape.Hidden), StateWeights(parameters, RecurrentBatch<T>.Reset), gates.Reset, size);
        MatrixProducts.Add(new(before, shape.Hidden), StateWeights(parameters, RecurrentBatch<T>.Candidate), gates.FromState, size);
        GateKernels.Sigmoid(gates.Update);
        GateKernels.Sigmoid(gates.Reset);
        TensorPrimitives.MultiplyAdd(gates.Reset, gates.FromState, gates.Candidate, gates.Candidate);
        GateKernels.Tanh(gates.Candidate);

        var state = batch.States[units];                    // candidate + update * (before - candidate)
        TensorPrimitives.Subtract(before, gates.Candidate, state);
        TensorPrimitives.MultiplyAdd(state, gates.Update, gates.Candidate, state);
    }

    void RetreatHead(ReadOnlySpan<T> parameters, RecurrentBatch<T> batch, Span<T> gradient)
    {
        var width = shape.Hidden + 1;
        MatrixProducts.Add(new MatrixPart<T>(batch.HeadInputs, width).Transposed, new(batch.OutputSlopes, shape.Outputs), gradient[shape.HeadWeights..shape.HeadBias],
            new(width, batch.RowCount, shape.Outputs, shape.Outputs));
        MatrixProducts.AddRows(batch.OutputSlopes, gradient.Slice(shape.HeadBias, shape.Outputs));
        batch.HeadSlopes.Clear();
        var turned = Turned(parameters[shape.HeadWeights..shape.HeadBias], width);
        MatrixProducts.Add(new(batch.OutputSlopes, shape.Outputs), new(turned, width), batch.HeadSlopes, new(batch.RowCount, shape.Outputs, width, width));
        for (var row = 0; row < batch.RowCount; row++)
            batch.HeadSlopes.Slice(row * width, shape.Hidden).CopyTo(batch.StateSlopes[(row * shape.Hidden)..]);
    }

    // Slopes of a history stay those of its last state until the step of its last event is reached.
    void Retreat(T[] turnedWeights, RecurrentBatch<T> batch, int step)
    {
        var (rows, hidden) = (batch.RowsAt(step), shape.Hidden);
        var slopes = batch.StateSlopes[..(rows * hidden)];
        var gates = batch.GateSlopesAt(step);
        GateKernels.Back(batch.GatesAt(step), batch.Before[batch.Step(step)], slopes, gates);
        var size = new ProductSize(rows, hidden, hidden, hidden);
        MatrixProducts.Add(new(gates.Update, hidden), new(turnedWeights, hidden), slopes, size);
        MatrixProducts.Add(new(gates.Reset, hidden), new(turnedWeights.AsSpan(hidden * hidden), hidden), slopes, size);
        MatrixProducts.Add(new(gates.FromState, hidden), new(turnedWeights.AsSpan(2 * hidden * hidden), hidden), slopes, size);
    }

    // The sums over all events at once.
    void AddWeights(RecurrentBatch<T> batch, Span<T> gradient)
    {
        for (var gate = 0; gate < 3; gate++)
        {
            var slopes = batch.GateSlopes(gate);
            var stateSlopes = gate == RecurrentBatch<T>.Candidate ? batch.FromStateSlopes : slopes;
            MatrixProducts.Add(new MatrixPart<T>(batch.Inputs, shape.Input).Transposed, new(slopes, shape.Hidden), gradient[(shape.InputWeights + gate * shape.Hidden)..shape.InputBias],
                new(shape.Input, batch.EventCount, shape.Hidden, shape.Gates));
            MatrixProducts.Add(new MatrixPart<T>(batch.Before, shape.Hidden).Transposed, new(stateSlopes, shape.Hidden), gradient[(shape.StateWeights + gate * shape.Hidden)..shape.StateBias],
                new(shape.Hidden, batch.EventCount, shape.Hidden, shape.Gates));
            MatrixProducts.AddRows(slopes, gradient.Slice(shape.InputBias + gate * shape.Hidden, shape.Hidden));
            MatrixProducts.AddRows(stateSlopes, gradient.Slice(shape.StateBias + gate * shape.Hidden, shape.Hidden));
        }
    }

    void AddEmbeddings(ReadOnlySpan<T> parameters, RecurrentBatch<T> batch, Span<T> gradient)
    {
        var turned = Turned(parameters[shape.InputWeights..shape.InputBias], shape.Input);
        batch.EmbeddingSlopes.Clear();
        for (var gate = 0; gate < 3; gate++)
            MatrixProducts.Add(new(batch.GateSlopes(gate), shape.Hidden), new(turned.AsSpan(gate * shape.Hidden * shape.Input), shape.Input), batch.EmbeddingSlopes,
                new(batch.EventCount, shape.Hidden, shape.Embedding, shape.Embedding));
        for (var row = 0; row < batch.EventCount; row++)
            Kernels.AddScaled(batch.EmbeddingSlopes.Slice(row * shape.Embedding, shape.Embedding), T.One, gradient.Slice(batch.Kinds[row] * shape.Embedding, shape.Embedding));
    }

    ReadOnlySpan<T> Bias(ReadOnlySpan<T> parameters, int start, int gate) => parameters.Slice(start + gate * shape.Hidden, shape.Hidden);

    MatrixPart<T> InputWeights(ReadOnlySpan<T> parameters, int gate) => new(parameters[(shape.InputWeights + gate * shape.Hidden)..shape.InputBias], shape.Gates);

    MatrixPart<T> StateWeights(ReadOnlySpan<T> parameters, int gate) => new(parameters[(shape.StateWeights + gate * shape.Hidden)..shape.StateBias], shape.Gates);

    static T[] Turned(ReadOnlySpan<T> matrix, int rows)
    {
        var (turned, columns) = (new T[matrix.Length], matrix.Length / rows);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++) turned[column * rows + row] = matrix[row * columns + column];
        return turned;
    }

    static void RepeatRow(ReadOnlySpan<T> row, Span<T> rows)
    {
        for (var at = 0; at < rows.Length; at += row.Length) row.CopyTo(rows[at..]);
    }

    static void Fill(Span<T> values, double reach, Random random)
    {
        for (var i = 0; i < values.Length; i++) values[i] = T.CreateTruncating((2 * random.NextDouble() - 1) * reach);
    }
}
