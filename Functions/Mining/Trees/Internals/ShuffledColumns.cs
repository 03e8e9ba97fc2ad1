using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Measures what a loss rises by when one column at a time is dealt to other rows.</summary>
sealed class ShuffledColumns
{
    readonly RowScorer _model;
    readonly FeatureMatrix _rows;
    readonly PermutationImportanceOptions _options;
    readonly ScoresLoss _loss;
    readonly double _before;

    public ShuffledColumns(RowScorer model, FeatureMatrix rows, PermutationImportanceOptions options)
    {
        (_model, _rows, _options) = (model, rows, options);
        _loss = options.ScoresLoss ?? throw new ArgumentException("No loss of the scores was given; only an ensemble of trees knows its own.");
        _before = LossOf(rows);
    }

    public FeatureImportance Measure(int feature)
    {
        var rises = new double[_options.Repetitions];
        for (var repetition = 0; repetition < rises.Length; repetition++)
        {
            var column = _rows.Column(feature);
            Draws.Of(_options.Seed, feature * _options.Repetitions + repetition).Shuffle(column);
            rises[repetition] = LossOf(Replaced(feature, column)) - _before;
        }
        var mean = rises.Average();
        var variance = rises.Length > 1 ? rises.Sum(rise => (rise - mean) * (rise - mean)) / (rises.Length - 1) : 0;
        return new FeatureImportance(feature, mean, Math.Sqrt(variance));
    }

    double LossOf(FeatureMatrix rows)
    {
        var scores = new double[rows.RowCount * _model.OutputCount];
        _model.Score(rows, scores);
        return _loss(scores);
    }

    FeatureMatrix Replaced(int feature, float[] column)
    {
        var values = _rows.Rows(0, _rows.RowCount).ToArray();
        for (var row = 0; row < column.Length; row++) values[row * _rows.FeatureCount + feature] = column[row];
        return new FeatureMatrix(values, _rows.RowCount, _rows.FeatureCount);
    }
}
