namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Histories on their way through a recurrent network.</summary>
sealed class RecurrentTask(EventHistories data, RecurrentNetwork<float> network, HistoryScales scales, Head head) : ITrainable
{
    public int RowCount => data.Histories.Count;

    public int ParameterCount => network.Shape.ParameterCount;

    public ITrainable? Validation => data.Validation is null ? null : new RecurrentTask(data.Validation, network, scales, head);

    public double Weight(int row) => 1;

    public void Initialise(Span<float> parameters, Random random) => network.Initialise(parameters, random);

    public IRowsPass NewPass() => new Pass(data, network, scales, head);

    sealed class Pass(EventHistories data, RecurrentNetwork<float> network, HistoryScales scales, Head head) : IRowsPass
    {
        readonly RecurrentBatch<float> _batch = new(network.Shape);
        EventHistory[] _histories = [];

        public void Losses(ReadOnlySpan<float> parameters, ReadOnlySpan<int> rows, Span<double> losses)
        {
            if (_histories.Length < rows.Length) _histories = new EventHistory[rows.Length];
            for (var place = 0; place < rows.Length; place++) _histories[place] = data.Histories[rows[place]];
            _batch.Take(_histories.AsSpan(0, rows.Length), scales);
            network.Forward(parameters, _batch);
            for (var place = 0; place < rows.Length; place++)
                losses[place] = head.Loss<float>(_batch.OutputsOf(place), data.Labels[rows[place]], _batch.OutputSlopesOf(place));
        }

        public void AddGradient(ReadOnlySpan<float> parameters, ReadOnlySpan<int> rows, GradientStep step, Span<float> gradient)
        {
            Losses(parameters, rows, new double[rows.Length]);
            var share = (float)(1 / step.WeightSum);
            foreach (ref var slope in _batch.OutputSlopes) slope *= share;
            network.Backward(parameters, _batch, gradient);
        }
    }
}
