namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Histories on their way through a recurrent network.</summary>
sealed class RecurrentTask(EventHistories data, RecurrentNetwork<float> network, TimeScale times, Head head) : ITrainable
{
    public int RowCount => data.Histories.Count;

    public int ParameterCount => network.Shape.ParameterCount;

    public ITrainable? Validation => data.Validation is null ? null : new RecurrentTask(data.Validation, network, times, head);

    public double Weight(int row) => 1;

    public void Initialise(Span<float> parameters, Random random) => network.Initialise(parameters, random);

    public IRowPass NewPass() => new Pass(data, network, times, head);

    sealed class Pass(EventHistories data, RecurrentNetwork<float> network, TimeScale times, Head head) : IRowPass
    {
        readonly RecurrentPass<float> _scratch = new(network.Shape);

        public double Loss(ReadOnlySpan<float> parameters, int row)
        {
            network.Take(data.Histories[row], times, _scratch);
            network.Forward(parameters, _scratch);
            return head.Loss<float>(_scratch.Outputs, data.Labels[row], _scratch.OutputSlopes);
        }

        public void AddGradient(ReadOnlySpan<float> parameters, int row, (float Scale, int Draw) step, Span<float> gradient)
        {
            Loss(parameters, row);
            foreach (ref var slope in _scratch.OutputSlopes.AsSpan()) slope *= step.Scale;
            network.Backward(parameters, _scratch, gradient);
        }
    }
}
