using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals.Objectives;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Watches the loss on rows that are not trained on.</summary>
sealed class EarlyStopping
{
    readonly TrainingData _data;
    readonly Objective _objective;
    readonly int _patience;
    readonly double[][] _scores;
    double _bestLoss;
    int _round;

    public EarlyStopping(TrainingData data, Objective objective, double[] start, GradientBoostingOptions options)
    {
        (_data, _objective, _patience) = (data, objective, options.EarlyStoppingRounds);
        _scores = Array.ConvertAll(start, value =>
        {
            var scores = new double[data.Labels.Length];
            Array.Fill(scores, value);
            return scores;
        });
        _bestLoss = objective.Loss(data, _scores);
    }

    /// <summary>Rounds of the best loss.</summary>
    public int BestRound { get; set; }

    /// <summary>Adds a round's trees; false when the loss has not improved for too long.</summary>
    public bool GoOnAfter(Tree[] added)
    {
        for (var output = 0; output < added.Length; output++)
            for (var row = 0; row < _data.Labels.Length; row++) _scores[output][row] += added[output].Predict(_data.Features.Row(row));
        _round++;
        var loss = _objective.Loss(_data, _scores);
        if (loss < _bestLoss) (_bestLoss, BestRound) = (loss, _round);
        if (_patience == 0) BestRound = _round;             // validation only watches
        return _patience == 0 || _round - BestRound < _patience;
    }
}
