using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Searching;

/// <summary>Judges a choice of columns by the loss of a regression on rows it has not seen: log-loss of two classes, else squared error over the labels' variance.</summary>
sealed class ColumnTrial
{
    const double LeastRidge = 1e-4;

    readonly TableInput _input;
    readonly int[] _foldOf;
    readonly int _folds;
    readonly double _variance;
    readonly RunContext _run;

    public ColumnTrial(TableInput input, int folds, (int Seed, CancellationToken Cancellation) settings)
    {
        (_input, _folds, _run) = (input, folds, new RunContext(settings.Cancellation));
        var order = Enumerable.Range(0, input.Train.Labels.Length).ToArray();
        new Random(settings.Seed).Shuffle(order);
        _foldOf = new int[order.Length];
        var sorted = IsBinary ? order.OrderBy(row => input.Train.Labels[row]).ToArray() : order;
        for (var place = 0; place < sorted.Length; place++) _foldOf[sorted[place]] = place % folds;
        var mean = input.Train.Labels.Average(label => (double)label);
        _variance = Math.Max(1e-30, input.Train.Labels.Average(label => (label - mean) * (label - mean)));
    }

    bool IsBinary => Array.TrueForAll(_input.Train.Labels, label => label is 0 or 1);

    /// <summary>Mean loss over the folds of the training rows.</summary>
    public double Loss(IReadOnlyList<bool> kept)
    {
        var sum = 0.0;
        for (var fold = 0; fold < _folds; fold++)
        {
            var rows = Enumerable.Range(0, _foldOf.Length).ToLookup(row => _foldOf[row] == fold);
            sum += Loss(kept, RowParts.Of(_input.Train, [.. rows[false]]), RowParts.Of(_input.Train, [.. rows[true]]));
        }
        return sum / _folds;
    }

    /// <summary>Loss on the test rows of a model of all training rows.</summary>
    public double TestLoss(IReadOnlyList<bool> kept) => Loss(kept, _input.Train, _input.Test!);

    double Loss(IReadOnlyList<bool> kept, TrainingData train, TrainingData test)
    {
        int[] columns = [.. Enumerable.Range(0, kept.Count).Where(column => kept[column])];
        // No column at all: a constant one leaves the intercept alone.
        var encoding = new OneHot([.. columns.Select(column => _input.Columns[column])]);
        FeatureMatrix Spell(TrainingData rows) => encoding.FeatureCount == 0 ? new FeatureMatrix(new float[rows.Labels.Length], rows.Labels.Length, 1) : encoding.Encode(rows.Features.Select(columns));
        var model = Fit(train with { Features = Spell(train) });
        var predictions = new double[test.Labels.Length];
        model.Predict(Spell(test), predictions);
        if (IsBinary) return BinaryMetrics.LogLoss(predictions, test.Labels);
        var error = RegressionMetrics.RootMeanSquaredError(predictions, test.Labels);
        return error * error / _variance;
    }

    LinearModel Fit(TrainingData data) => IsBinary
        ? LogisticRegression.Fit(data, new LogisticRegressionOptions { L2 = LeastRidge }, _run)
        : GeneralizedRegression.Fit(data, new GeneralizedRegressionOptions { L2 = LeastRidge }, _run);
}
