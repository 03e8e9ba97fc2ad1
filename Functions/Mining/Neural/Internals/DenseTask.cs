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

    public IRowsPass NewPass() => new Pass(data, encoder, network, settings);

    sealed class Pass(TrainingData data, FeatureEncoder encoder, DenseNetwork<float> network, (Head Head, double Dropout) settings) : IRowsPass
    {
        readonly DensePass<float> _scratch = new(network);

        public void Losses(ReadOnlySpan<float> parameters, ReadOnlySpan<int> rows, Span<double> losses)
        {
            for (var place = 0; place < rows.Length; place++) losses[place] = Loss(parameters, rows[place]);
        }

        public void AddGradient(ReadOnlySpan<float> parameters, ReadOnlySpan<int> rows, GradientStep step, Span<float> gradient)
        {
            foreach (var row in rows)
            {
                if (settings.Dropout > 0) _scratch.Drop(settings.Dropout, Draws.Of(step.DrawOf(row), row));
                Loss(parameters, row);
                var share = (float)(data.Weight(row) / step.WeightSum);
                foreach (ref var slope in _scratch.OutputSlopes.AsSpan()) slope *= share;
                network.Backward(parameters, _scratch, gradient);
                _scratch.Keep();
            }
        }

        double Loss(ReadOnlySpan<float> parameters, int row)
        {
            encoder.Encode(data.Features.Row(row), _scratch.Values[0].AsSpan(), _scratch.Positions);
            network.Forward(parameters, _scratch);
            return settings.Head.Loss<float>(_scratch.Outputs, data.Labels[row], _scratch.OutputSlopes);
        }
    }
}
