using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Rows of features on their way through a dense network.</summary>
sealed class DenseTask(TrainingData data, FeatureEncoder encoder, DenseNetwork<float> network, (Head Head, double Dropout) settings) : ITrainable
{
    public int RowCount => data.Features.RowCount;

    public int ParameterCount => network.ParameterCount;

    public ITrainable? Validation => data.Validation is null ? null : new DenseTask(data.Validation, encoder, network, settings);

    public double Weight(int row) => data.Weight(row);

    public void Initialise(Span<float> parameters, Random random) => network.Initialise(parameters, random);

    public IRowPass NewPass() => new Pass(data, encoder, network, settings);

    sealed class Pass(TrainingData data, FeatureEncoder encoder, DenseNetwork<float> network, (Head Head, double Dropout) settings) : IRowPass
    {
        readonly DensePass<float> _scratch = new(network);

        public double Loss(ReadOnlySpan<float> parameters, int row)
        {
            encoder.Encode(data.Features.Row(row), _scratch.Values[0].AsSpan(), _scratch.Positions);
            network.Forward(parameters, _scratch);
            return settings.Head.Loss<float>(_scratch.Outputs, data.Labels[row], _scratch.OutputSlopes);
        }

        public void AddGradient(ReadOnlySpan<float> parameters, int row, (float Scale, int Draw) step, Span<float> gradient)
        {
            if (settings.Dropout > 0) _scratch.Drop(settings.Dropout, Draws.Of(step.Draw, row));
            Loss(parameters, row);
            foreach (ref var slope in _scratch.OutputSlopes.AsSpan()) slope *= step.Scale;
            network.Backward(parameters, _scratch, gradient);
            _scratch.Keep();
        }
    }
}
