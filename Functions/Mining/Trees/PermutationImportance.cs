using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Trees;

/// <summary>Measures how much worse an ensemble predicts when the values of one feature are dealt to other rows.</summary>
/// <remarks>Breiman (2001), Random Forests, Machine Learning 45; Fisher, Rudin and Dominici (2019), JMLR 20. Give rows the model was not trained on.
/// Features that say the same thing share their importance: shuffling one leaves the other.</remarks>
public static class PermutationImportance
{
    /// <summary>One figure a feature, in the order of the features.</summary>
    /// <param name="model">The ensemble.</param>
    /// <param name="data">Rows with labels; weights count in the mean.</param>
    /// <param name="options">Repetitions, loss and seed.</param>
    /// <param name="run">Cancellation, progress and threads; the features are shared among the threads.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, there is no row with a weight, or the objective has no loss of its own.</exception>
    public static IReadOnlyList<FeatureImportance> Of(TreeEnsemble model, TrainingData data, PermutationImportanceOptions options, RunContext run)
    {
        options.Validate();
        if (data.Labels.Length != data.Features.RowCount) throw new ArgumentException($"{data.Labels.Length} labels were given for {data.Features.RowCount} rows.");
        if (!(Enumerable.Range(0, data.Labels.Length).Sum(data.Weight) > 0)) throw new ArgumentException("No row has a weight; at least one was expected.");
        var measure = new MeanLoss(model, data, options.Loss ?? MeanLoss.For(model));
        var before = measure.Of(data.Features);
        var found = new FeatureImportance[model.FeatureCount];
        var done = 0;
        BlockSums.ForEach(found.Length, run, feature =>
        {
            run.Report(Interlocked.Increment(ref done) - 1, found.Length);
            found[feature] = Measure(measure, before, feature, options);
        });
        return found;
    }

    static FeatureImportance Measure(MeanLoss measure, double before, int feature, PermutationImportanceOptions options)
    {
        var rises = new double[options.Repetitions];
        for (var repetition = 0; repetition < rises.Length; repetition++)
        {
            var column = measure.Data.Features.Column(feature);
            Draws.Of(options.Seed, feature * options.Repetitions + repetition).Shuffle(column);
            rises[repetition] = measure.Of(Replaced(measure.Data.Features, feature, column)) - before;
        }
        var mean = rises.Average();
        var variance = rises.Length > 1 ? rises.Sum(rise => (rise - mean) * (rise - mean)) / (rises.Length - 1) : 0;
        return new FeatureImportance(feature, mean, Math.Sqrt(variance));
    }

    static FeatureMatrix Replaced(FeatureMatrix rows, int feature, float[] column)
    {
        var values = rows.Rows(0, rows.RowCount).ToArray();
        for (var row = 0; row < column.Length; row++) values[row * rows.FeatureCount + feature] = column[row];
        return new FeatureMatrix(values, rows.RowCount, rows.FeatureCount);
    }
}
